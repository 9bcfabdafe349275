"""Mailboxes: each letter an entry, however they are written."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.errors import FileError
from tui_reader.model.article import Entry
from tui_reader.reading.read import read
from tui_reader.sources import mailboxes
from tui_reader.sources.containers import mail
from tui_reader.sources.local import named, read_file

FROM = "From letter@quay.example Mon Jun  2 10:11:12 2031\n"
PLAIN = (
    "Message-ID: <one@quay.example>\nSubject: Fog\nFrom: Ruta Quist <r@quay.example>\n"
    "Date: Mon, 02 Jun 2031 10:11:12 +0000\n\nFog over the quay.\n>From here nothing is seen.\n"
)
RICH = (
    "Subject: =?utf-8?q?Br=C3=BCcken?=\nFrom: Ole Hamm <o@quay.example>\nMIME-Version: 1.0\n"
    'Content-Type: multipart/alternative; boundary="B"\n\n'
    "--B\nContent-Type: text/plain\n\nplain words\n"
    "--B\nContent-Type: text/html; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n\n"
    '<a href=3D"https://quay.example/42?x=3D1&amp;y=3D2">View in your <b>browser</b></a>'
    "<p>Die Br=FCcke bleibt zu.</p>\n--B--\n"
)


def box(tmp_path: Path, text: str) -> list[Entry]:
    path = tmp_path / "letters.mbox"
    path.write_bytes(text.encode())
    return mailboxes.letters(str(path), mailboxes.beginnings(str(path)))


def test_each_letter_is_an_entry(tmp_path: Path) -> None:
    found = box(tmp_path, f"{FROM}{PLAIN}\n{FROM}{RICH}\n")
    assert [entry.title for entry in found] == ["Fog", "Brücken"]
    assert [entry.authors for entry in found] == [("Ruta Quist",), ("Ole Hamm",)]


def test_the_html_of_a_letter_is_read_in_its_own_charset(tmp_path: Path) -> None:
    (found,) = box(tmp_path, FROM + RICH)
    assert found.media == "html"
    assert "Die Brücke bleibt zu." in found.content
    assert "plain words" not in found.content


def test_a_letter_leads_to_its_page_on_the_web(tmp_path: Path) -> None:
    (found,) = box(tmp_path, FROM + RICH)
    assert found.url == "https://quay.example/42?x=1&y=2"


def test_a_line_that_begins_with_from_parts_no_letter(tmp_path: Path) -> None:
    (found,) = box(tmp_path, f"{FROM}{PLAIN}\nFrom now on it was dark.\n")
    assert "\nFrom here nothing is seen." in found.content
    assert "From now on it was dark." in found.content


def test_a_letter_is_known_by_its_own_id_wherever_it_lies(tmp_path: Path) -> None:
    (found,) = box(tmp_path, FROM + PLAIN)
    assert found.guid == "mid:one@quay.example"
    assert [each.guid for each in box(tmp_path, f"{FROM}{RICH}\n{FROM}{PLAIN}")][1] == found.guid


def test_letters_without_a_text_are_left_out(tmp_path: Path) -> None:
    picture = "Subject: x\nContent-Type: image/png\n\nxx\n"
    assert [entry.title for entry in box(tmp_path, f"{FROM}{picture}\n{FROM}{PLAIN}")] == ["Fog"]


def test_a_date_parts_letters_also_without_an_empty_line(tmp_path: Path) -> None:
    found = box(tmp_path, f"{FROM}{PLAIN}{FROM}{RICH}From here on 10:11 it rained.\n")
    assert [entry.title for entry in found] == ["Fog", "Brücken"]


def test_a_date_of_another_kind_parts_letters_after_an_empty_line(tmp_path: Path) -> None:
    other = "From 17@xxx Mon Jun 2 10:11 2031\n"
    assert len(box(tmp_path, f"{other}{PLAIN}\n{other}{RICH}")) == 2


def test_lines_may_end_as_they_do_elsewhere(tmp_path: Path) -> None:
    assert len(box(tmp_path, f"{FROM}{PLAIN}\n{FROM}{RICH}".replace("\n", "\r\n"))) == 2


def test_of_a_large_mailbox_the_last_letters_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mailboxes, "LETTERS", 2)
    letters = "\n".join(FROM + PLAIN.replace("Fog", f"Fog {n}") for n in range(5))
    assert [entry.title for entry in box(tmp_path, letters)] == ["Fog 3", "Fog 4"]


def test_letters_are_found_across_the_pieces_a_file_is_read_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mailboxes, "_STEP", 41)
    assert len(box(tmp_path, "\n".join([FROM + PLAIN] * 7))) == 7


def test_an_address_of_a_list_is_no_page() -> None:
    found = mail(b"Subject: x\nList-Post: <mailto:list@quay.example>\n\nFog.")
    assert found.url == ""


def test_a_mailbox_is_no_single_article(tmp_path: Path) -> None:
    (tmp_path / "a.mbox").write_text(FROM + PLAIN)
    with pytest.raises(FileError, match="mailbox"):
        read_file(named(str(tmp_path / "a.mbox")))


@given(st.lists(st.sampled_from([FROM, "\n", PLAIN, RICH, "From ", "\r\n", "\0", "--B\n"]), max_size=12))
def test_any_lines_give_letters(tmp_path_factory: pytest.TempPathFactory, parts: list[str]) -> None:
    found = box(tmp_path_factory.mktemp("box"), "".join(parts))
    assert len(found) <= "".join(parts).count("From ")


def illustrated(identity: str, picture: bytes) -> str:
    held = base64.encodebytes(picture).decode()
    return (
        f"From: Ada Lind <ada@port.example>\nSubject: Back\n{identity}MIME-Version: 1.0\n"
        'Content-Type: multipart/related; boundary="edge"\n\n--edge\nContent-Type: text/html\n\n'
        "<p>The ferry came back at noon.</p><img src='cid:quay'>\n--edge\nContent-Type: image/png\n"
        f"Content-Transfer-Encoding: base64\nContent-ID: <quay>\n\n{held}\n--edge--\n\n"
    )


@pytest.mark.parametrize("identities", [("Message-ID: <1@p>\n", "Message-ID: <2@p>\n"), ("", "")])
def test_a_picture_is_that_of_its_own_letter(tmp_path: Path, identities: tuple[str, str]) -> None:
    pictures = [b"one" * 40, b"two" * 40]
    text = "".join(FROM + illustrated(*each) for each in zip(identities, pictures, strict=True))
    entries = box(tmp_path, text)
    path = str(tmp_path / "letters.mbox")
    addresses = [read(entry.content, entry.media, title=entry.title).figures[0].url for entry in entries]
    assert len(set(addresses)) == 2
    assert mailboxes.pictures(path, addresses) == dict(zip(addresses, pictures, strict=True))
    (tmp_path / "others.mbox").write_bytes(text.encode())
    assert mailboxes.pictures(str(tmp_path / "others.mbox"), addresses) == {}
