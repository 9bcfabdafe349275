"""Bytes of pages, feeds and files become the text that their writer meant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.model.charset import codec, decode, page_text


@pytest.mark.parametrize(
    ("data", "charset", "text"),
    [
        ("é€".encode(), "", "é€"),
        ("é".encode(), "iso-8859-1", "é"),
        ("“é”".encode("cp1252"), "iso-8859-1", "“é”"),
        ("Işık".encode("cp1254"), "iso-8859-9", "Işık"),
        (
            b'<?xml version="1.0" encoding="koi8-r"?>' + "привет".encode("koi8-r"),
            "",
            '<?xml version="1.0" encoding="koi8-r"?>привет',
        ),
        ("“é”".encode("cp1252"), "", "“é”"),
        ("“é”".encode("cp1252"), "utf-8", "“é”"),
        ("привет".encode("cp1251"), "windows-1251", "привет"),
        (b'<meta charset="koi8-r">' + "привет".encode("koi8-r"), "", '<meta charset="koi8-r">привет'),
        ("日本".encode("shift_jis"), "Shift_JIS", "日本"),
        ("日本".encode("iso2022_jp"), "iso-2022-jp", "日本"),
        (b"\xff\xfe" + "hé".encode("utf-16-le"), "utf-8", "hé"),
        (b"\xef\xbb\xbfhi", "", "hi"),
        ("aé€".encode()[:-1], "", "aé"),
        (b"<p>caf\xe9", "utf-16", "<p>café"),
        (b"x\xff", "no-such-set", "xÿ"),
        (b"", "", ""),
    ],
)
def test_bytes_are_decoded(data: bytes, charset: str, text: str) -> None:
    assert page_text(data, charset=charset) == text


def test_some_damage_does_not_turn_utf8_into_windows_text() -> None:
    assert decode("café naïve crème".encode() + b"\xff end").startswith("café naïve crème")


@pytest.mark.parametrize(
    "name", ["zlib", "rot13", "idna", "hex", "unicode_escape", "x" * 5000, "../etc", "\x00"]
)
def test_only_character_sets_of_texts_are_codecs(name: str) -> None:
    assert codec(name) == ""


@given(st.binary(max_size=200), st.sampled_from(["", "utf-8", "utf-16", "big5", "zip", "\ud800"]))
def test_decoding_never_raises(data: bytes, charset: str) -> None:
    assert isinstance(page_text(data, charset=charset), str)
