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
        ("export", "opml"),
        ("export", "opml", "--json"),
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


def test_an_opml_has_passwords_only_when_they_are_asked_for(program: Program) -> None:
    program.configure('[[feed]]\nurl = "https://ada:s3cret@quay.example/f?token=t0psecret&n=1"\n')
    without, out = program.run("export", "opml"), program.home / "out.opml"
    assert 'xmlUrl="https://quay.example/f?token=***&amp;n=1"' in without.stdout
    assert "1 address written without the password or token in it" in without.stderr
    program.run("export", "opml", "--secrets", "-o", str(out))
    assert 'xmlUrl="https://ada:s3cret@quay.example/f?token=t0psecret&amp;n=1"' in out.read_text()
    assert out.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ('url = "https://ada:s3cret@quay.example/f"', True),
        ('url = "https://quay.example/f"\nuser = "ada"\npassword = "s3cret"', True),
        ('url = "https://quay.example/f"\nheaders = {X-Key = "k3y"}', True),
        ('url = "https://quay.example/f"\nproxy = "http://ada:s3cret@127.0.0.1:1"', True),
        ('url = "https://quay.example/f"\nuser = "ada"\npassword_env = "QUAY"', False),
        ('url = "https://quay.example/f"\nproxy = "http://127.0.0.1:1"', False),
    ],
)
def test_who_else_may_read_a_password_is_told(program: Program, table: str, told: bool) -> None:
    program.configure(f"[[feed]]\n{table}\n")
    path = program.home / "feeds.toml"
    path.chmod(0o644)
    assert ("chmod 600" in program.run("config", "check").stderr) == told
    path.chmod(0o600)
    assert "chmod 600" not in program.run("config", "check").stderr


def _holds(path: Path) -> bool:
    data = path.read_bytes()
    return any(secret.encode() in data for secret in SECRETS)
