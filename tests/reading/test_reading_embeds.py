"""What stands in other houses' frames is named and linked, and advertisements are not."""

from __future__ import annotations

import pytest

from tui_reader.reading.dom import read_html


def named(source: str) -> list[tuple[str, str]]:
    document = read_html(source, base_url="https://veld.example/")
    return [(document.text[link.start : link.end], link.url) for link in document.links]


@pytest.mark.parametrize(
    ("frame", "text", "url"),
    [
        (
            "<iframe src='https://www.youtube-nocookie.com/embed/Qx7veld0A1b?rel=0' title='Low water'>",
            "▶ YouTube: Low water",
            "https://www.youtube.com/watch?v=Qx7veld0A1b",
        ),
        (
            "<iframe data-src='//player.vimeo.com/video/4412907' title='vimeo-player'>",
            "▶ Vimeo",
            "https://vimeo.com/4412907",
        ),
        (
            "<lite-youtube videoid=Qx7veld0A1b playlabel='Play: Low water'></lite-youtube>",
            "▶ YouTube: Low water",
            "https://www.youtube.com/watch?v=Qx7veld0A1b",
        ),
        (
            "<iframe src='https://w.soundcloud.com/player/?url=https%3A//soundcloud.com/veld/fog&color=0'>",
            "▶ SoundCloud",
            "https://soundcloud.com/veld/fog",
        ),
        (
            "<iframe src='https://www.instagram.com/p/Bx1/embed/captioned'>",
            "▶ Instagram",
            "https://www.instagram.com/p/Bx1/",
        ),
        (
            "<video controls aria-label='Fog'><source src='https://veld.example/fog.mp4'>No player.</video>",
            "▶ Video: Fog",
            "https://veld.example/fog.mp4",
        ),
    ],
)
def test_a_frame_is_named_and_leads_to_what_it_shows(frame: str, text: str, url: str) -> None:
    assert named(f"<p>before</p>{frame}</iframe><p>after</p>") == [(text, url)]


@pytest.mark.parametrize(
    "frame",
    [
        "<iframe src='https://ads.example/slot'>",
        "<iframe src='javascript:alert(1)'>",
        "<iframe src='https://youtube.com.evil.example/embed/abcdefghij'>",
        "<iframe>",
        "<iframe src='https://[bad/'>",
        "<video src='blob:https://veld.example/1'>",
        "<lite-youtube videoid='../../x'>",
        "<iframe hidden src='https://www.youtube.com/embed/Qx7veld0A1b'>",
    ],
)
def test_what_is_not_known_is_not_named(frame: str) -> None:
    assert named(f"<p>before</p>{frame}</iframe><p>after</p>") == []


def test_a_frame_that_comes_twice_is_named_once() -> None:
    frame = "<iframe src='https://www.youtube.com/embed/Qx7veld0A1b'></iframe>"
    assert len(named(frame + "<p>text</p>" + frame)) == 1


def test_a_frame_parts_the_text_around_it() -> None:
    document = read_html("<p>one<iframe src='https://vimeo.com/1'></iframe>two</p>")
    assert [(block.kind, document.of(block)) for block in document.blocks] == [
        ("paragraph", "one"),
        ("caption", "▶ Vimeo"),
        ("paragraph", "two"),
    ]
