"""[[site]] tables: what holds, and what is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui_reader.config import showing
from tui_reader.config.loading import parse
from tui_reader.errors import ConfigError
from tui_reader.model.site import SiteRule, rule_for

PATH = Path("/home/ruta/feeds.toml")


def rules(text: str) -> tuple[SiteRule, ...]:
    return parse(text.encode(), PATH).sites


def test_a_site_needs_only_its_host() -> None:
    assert rules('[[site]]\nhost = "WWW.Quay.example"') == (SiteRule("quay.example"),)


def test_everything_about_a_site_is_understood() -> None:
    (rule,) = rules(
        '[[site]]\nhost = "https://quay.example"\ncontainer = "main > article.story"\n'
        'without = ["Write to the keeper."]\npages = 3\ncopy = false\nlearn = false\ngap = 5'
    )
    assert rule == SiteRule(
        "quay.example", "main>article.story", ("Write to the keeper.",), 3, copy=False, learn=False, gap=5
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('host = "quay.example/news"', "feeds.toml:2:1: site[1].host: expected a host such as example.org"),
        ('host = ""', "expected a host such as example.org"),
        ('host = "a.example"\npages = 0', "feeds.toml:3:1: site[1].pages: expected 1 to 10, got 0"),
        ('host = "a.example"\ngap = 61', "feeds.toml:3:1: site[1].gap: expected 0 to 60, got 61"),
        ('host = "a.example"\ncontainer = "//div[1]"', "expected a path such as main>article.story"),
        ('host = "a.example"\n[[site]]\nhost = "www.a.example"', "site[2].host: a.example is named twice"),
        ('hots = "a.example"', "unknown key; did you mean host?"),
    ],
)
def test_what_does_not_hold_is_told_with_its_place(text: str, said: str) -> None:
    with pytest.raises(ConfigError) as caught:
        rules(f"[[site]]\n{text}")
    assert said in str(caught.value)


def test_the_nearest_rule_holds() -> None:
    known = (SiteRule("quay.example", pages=2), SiteRule("news.quay.example", pages=3))
    assert rule_for(known, "live.news.quay.example").pages == 3
    assert rule_for(known, "quay.example").pages == 2
    assert rule_for(known, "myquay.example") == SiteRule("myquay.example")


def test_a_shown_configuration_means_the_same() -> None:
    text = '[[site]]\nhost = "quay.example"\nwithout = ["A \\"b\\" c."]\npages = 4\nlearn = false\ngap = 7'
    config = parse(text.encode(), PATH)
    again = parse(showing.as_toml(showing.effective(config)).encode(), PATH)
    assert again.sites == config.sites
