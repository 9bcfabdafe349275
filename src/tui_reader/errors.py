"""Every error the program raises on purpose, each carrying its subject.

TuiReaderError
├── ConfigError            feeds.toml: all its problems at once
├── SourceError            a feed, page or file that could not be had
│   ├── FetchError         the network or the server
│   ├── FeedParseError     bytes that are no feed
│   └── FileError          a local file
├── ReadingError           bytes from which no document could be made
├── AnalysisError          the language worker
├── StoreError             the library on disk
│   ├── StoreBusyError     somebody else holds it
│   ├── StoreCorruptError  it is damaged or not ours
│   └── StoreMissingError  what was asked for is not in it
├── HandingError           a program of the reader's that could not be run
└── QueryError             a search that cannot be understood
"""

from __future__ import annotations

from dataclasses import dataclass


class TuiReaderError(Exception):
    """The root: its text is a sentence for a person, its `subject` names the feed, file, URL or key."""

    def __init__(self, message: str, *, subject: str = "") -> None:
        super().__init__(message)
        self.subject = subject


@dataclass(frozen=True, slots=True)
class ConfigProblem:
    """One thing wrong in a configuration file; lines and columns count from 1, 0 is unknown."""

    file: str
    line: int
    column: int
    key: str
    message: str

    def __str__(self) -> str:
        """`file:line:column: key: what was expected`."""
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        return f"{place}: {self.key}: {self.message}" if self.key else f"{place}: {self.message}"


class ConfigError(TuiReaderError):
    """The configuration cannot be used; `problems` holds all that is wrong with it."""

    def __init__(self, problems: list[ConfigProblem]) -> None:
        super().__init__("\n".join(map(str, problems)), subject=problems[0].file if problems else "")
        self.problems = problems


class SourceError(TuiReaderError):
    """A feed, a page or a file could not be had."""


class FetchError(SourceError):
    """The network or the server failed; `kind` is a short class such as `timeout` or `http-404`."""

    def __init__(
        self,
        message: str,
        *,
        subject: str = "",
        kind: str = "network",
        status: int = 0,
        retry_after: int | None = None,
    ) -> None:
        super().__init__(message, subject=subject)
        self.kind = kind
        self.status = status
        self.retry_after = retry_after


class FeedParseError(SourceError):
    """The bytes are not a feed."""


class FileError(SourceError):
    """A local file cannot be read, is too large or is no regular file."""


class ReadingError(TuiReaderError):
    """No document can be made of these bytes."""


class AnalysisError(TuiReaderError):
    """The language model cannot be loaded or has failed on a document."""


class StoreError(TuiReaderError):
    """The library on disk failed."""


class StoreBusyError(StoreError):
    """Another process holds the library for longer than we wait."""


class StoreCorruptError(StoreError):
    """The library file is damaged, is newer than this program, or belongs to another one."""


class StoreMissingError(StoreError):
    """The article, source or entity that was asked for is not in the library."""


class HandingError(TuiReaderError):
    """A program that the reader asked for could not be run, or took too long."""


class QueryError(TuiReaderError):
    """A search text that cannot be understood; `column` (from 0) is where."""

    def __init__(self, message: str, *, subject: str = "", column: int = 0) -> None:
        super().__init__(message, subject=subject)
        self.column = column
