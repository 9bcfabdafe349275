"""Passwords and tokens of addresses are in nothing that is shown, printed or logged, whatever goes wrong."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Program

Serve = Callable[[dict[str, str]], str]
ITEM = "<item><guid>1</guid><title>A</title></item>"
RSS = f'<rss version="2.0"><channel><title>Quay</title>{ITEM}</channel></rss>'
SECRETS = ("s3cret", "t0psecret", "k3y")


@pytest.fixture
def configured(program: Program, serve: Serve) -> Program:
    """Feeds that go well and wrong, each with secrets in every place there is."""
    root = serve({"f.xml": RSS, "page.html": "<html><body>Hello</body></html>"})
    place = root.removeprefix("http://")
    addresses = [
        f"http://ada:s3cret@{place}/f.xml?token=t0psecret",
        f"http://ada:s3cret@{place}/none.xml?token=t0psecret",
        f"http://ada:s3cret@{place}/page.html?token=t0psecret",
        "http://ada:s3cret@nowhere.invalid/f.xml?token=t0psecret",
        "http://ada:s3cret@127.0.0.1:1/f.xml?token=t0psecret",
    ]
    more = 'headers = {X-Key = "k3y"}\nproxy = "socks5://ada:s3cret@127.0.0.1:1"\n'
    blocks = [f'[[feed]]\nurl = "{address}"\n' for address in addresses]
    blocks.append(f'[[feed]]\nurl = "http://quay.invalid/f"\nuser = "ada"\npassword = "s3cret"\n{more}')
    program.configure("".join(blocks))
    return program


@pytest.mark.parametrize(
    "verb",
    [
        ("fetch", "--all", "--quick"),
        ("fetch", "--all", "--quick", "--json"),
        ("feeds",),
        ("feeds", "--json"),
        ("list", "--json"),
        ("config", "show"),
        ("config", "check"),
    ],
)
def test_a_verb_prints_no_secret(configured: Program, verb: tuple[str, ...]) -> None:
    configured.run("fetch", "--all", "--quick")
    done = configured.run(*verb)
    printed = done.stdout + done.stderr
    assert printed
    assert not [secret for secret in SECRETS if secret in printed]


def test_nothing_beside_the_library_holds_a_secret(configured: Program) -> None:
    configured.run("fetch", "--all", "--quick")
    written = [path for path in (configured.home / "data").rglob("*") if path.is_file()]
    plain = [path for path in written if not path.name.startswith("library.db")]
    assert not [path for path in plain if _holds(path)]


def test_adding_an_address_with_a_password_prints_none(program: Program, serve: Serve) -> None:
    place = serve({"f.xml": RSS}).removeprefix("http://")
    program.configure("")
    done = program.run("add", f"http://ada:s3cret@{place}/f.xml?token=t0psecret")
    assert "s3cret" not in done.stdout + done.stderr
    assert "s3cret" in (program.home / "feeds.toml").read_text()


def _holds(path: Path) -> bool:
    data = path.read_bytes()
    return any(secret.encode() in data for secret in SECRETS)
