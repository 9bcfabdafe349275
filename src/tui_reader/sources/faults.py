"""What went wrong on the wire: a kind, and a sentence for a person that repeats no text of a server."""

from __future__ import annotations

import errno
import socket
import ssl
from collections.abc import Iterator
from http import HTTPStatus

from tui_reader.errors import FetchError

_UNREACHABLE = frozenset({errno.ENETUNREACH, errno.ENETDOWN})
_MEANINGS = {
    401: "asks for a user name and password (HTTP 401)",
    403: "refuses to give this address (HTTP 403)",
    404: "has nothing at this address (HTTP 404)",
    410: "says this address is gone for good (HTTP 410)",
    429: "asks us to come less often (HTTP 429)",
    503: "is not available at the moment (HTTP 503)",
}


def status_sentence(host: str, status: int) -> str:
    """What an HTTP status means to a reader."""
    if status in _MEANINGS:
        return f"{host} {_MEANINGS[status]}"
    known = next((entry.phrase for entry in HTTPStatus if entry == status), "")
    return f"{host} answered HTTP {status}" + (f" ({known})" if known else "")


class WireError(Exception):
    """An exchange failed: `kind` as in FetchError, `what` ends the sentence that begins with the host."""

    def __init__(self, kind: str, what: str) -> None:
        super().__init__(kind)
        self.kind, self.what = kind, what


DNS = "dns", "is a name that cannot be found"
UNTRUSTED = "tls", "shows a certificate that is not trusted; a private authority is added with SSL_CERT_FILE"
TLS = "tls", "and we could not agree on a secure connection"
OFFLINE = "offline", "cannot be reached: there is no network"
SILENT = "timeout", "does not answer"
CLOSED = "connect", "takes no connection"
TRUNCATED = "truncated", "broke off in the middle of its answer"
NO_HTTP = "protocol", "does not speak HTTP"
BAD_URL = "bad-url", "is not a valid address"
BROKEN = "network", "broke the connection"
"""(kind, what) of the ways in which an exchange fails."""
PROXY = "proxy", "is behind a proxy that does not let us through"


def explained(error: Exception, host: str, subject: str) -> FetchError:
    """The FetchError for what an engine, sockets or codecs raised; `subject` is the redacted address."""
    kind, what = (
        (error.kind, error.what) if isinstance(error, WireError) else of_system(error) or _other(error)
    )
    return FetchError(f"{host} {what}", subject=subject, kind=kind)


def of_system(error: BaseException) -> tuple[str, str] | None:
    """(kind, what) by the system's own errors among the causes; None when there is none that says it."""
    causes = list(_causes(error))
    if any(isinstance(cause, socket.gaierror) for cause in causes):
        return DNS
    if any(isinstance(cause, ssl.SSLCertVerificationError) for cause in causes):
        return UNTRUSTED
    if any(isinstance(cause, ssl.SSLError) for cause in causes):
        return TLS
    if any(isinstance(cause, OSError) and is_unreachable(cause.errno or 0) for cause in causes):
        return OFFLINE
    return None


def is_unreachable(number: int) -> bool:
    """Whether a number of the system says that there is no network."""
    return number in _UNREACHABLE


def _other(error: Exception) -> tuple[str, str]:
    return BAD_URL if isinstance(error, ValueError) else BROKEN


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The error and everything that led to it, members of groups included."""
    waiting: list[BaseException] = [error]
    seen: set[int] = set()
    while waiting and len(seen) < 50:
        one = waiting.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        yield one
        members = one.exceptions if isinstance(one, BaseExceptionGroup) else ()
        waiting.extend(cause for cause in (one.__cause__, one.__context__, *members) if cause is not None)
