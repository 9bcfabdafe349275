"""Entries made ready elsewhere: the same facts make the same fingerprint, texts come back as they were."""

from __future__ import annotations

import json
import pickle
import zlib
from dataclasses import replace

import pytest

from tui_reader.errors import StoreCorruptError
from tui_reader.model.article import Entry
from tui_reader.store.codec import pack, pack_source, unpack, unpack_source
from tui_reader.store.packing import Prepared, from_rows, prepare, rows

ENTRY = Entry(
    "g", "Harbour", "https://quay.example/1", ("Ada Lund",), 1_790_000_000, "<p>Fog</p>", tags=("x",)
)


@pytest.mark.parametrize(
    "names", [(), ("Ada",), ("Ada", "Bo"), ('A "B"', "C"), ("a\\b",), ("Ada", '"'), ("é", "ж"), ('","',)]
)
def test_lists_of_names_are_json(names: tuple[str, ...]) -> None:
    written = prepare(replace(ENTRY, authors=names)).authors
    assert written == (json.dumps(names, ensure_ascii=False) if names else "")


def test_the_date_makes_no_other_entry_and_everything_else_does() -> None:
    same = prepare(replace(ENTRY, published=5)).entry_hash
    others = {
        prepare(replace(ENTRY, **change)).entry_hash
        for change in (
            {"title": "x"}, {"url": "x"}, {"authors": ()}, {"tags": ()}, {"media": "text"}, {"content": "x"},
            {"authors": ("Ada", "Lund")},
        )
    }  # fmt: skip
    assert same == prepare(ENTRY).entry_hash
    assert len(others) == 7
    assert same not in others


def test_a_prepared_entry_goes_between_processes() -> None:
    assert pickle.loads(pickle.dumps(prepare(ENTRY))) == prepare(ENTRY)
    assert isinstance(prepare(ENTRY), Prepared)


@pytest.mark.parametrize("text", ["", "short", "long " * 500, "half a character \ud83d" + "." * 200])
def test_a_text_comes_back_as_it_was(text: str) -> None:
    assert unpack_source(*pack_source(text)) == text


def test_texts_of_earlier_versions_are_read() -> None:
    assert unpack("zlib", zlib.compress(b"long " * 99)) == b"long " * 99


def test_damage_is_told() -> None:
    codec, blob = pack(b"long " * 99)
    with pytest.raises(StoreCorruptError):
        unpack(codec, blob[:-3])


def test_entries_are_as_before_when_they_have_gone_to_another_process_without_their_names() -> None:
    entries = (prepare(ENTRY), prepare(replace(ENTRY, guid="h", published=None)))
    there = from_rows(pickle.loads(pickle.dumps(rows(entries))))
    assert there == entries
    assert [type(entry) for entry in there] == [Prepared, Prepared]
