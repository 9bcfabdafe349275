"""Passwords from a keyring, with a module in the place of the desktop's own."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest

from tui_reader.desk import keyrings
from tui_reader.errors import FetchError

MODULE = """
import time

def get_password(service, user):
    if user == "locked":
        raise OSError("s3cret is locked")
    if user == "asleep":
        time.sleep(0.6)
    return {("news", "ada"): "s3cret"}.get((service, user))
"""


@pytest.fixture
def keyring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The module."""
    (tmp_path / "keyring.py").write_text(MODULE)
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, "keyring", raising=False)


async def refused(service: str, user: str) -> str:
    with pytest.raises(FetchError) as caught:
        await keyrings.password(service, user)
    assert caught.value.kind == "password"
    return str(caught.value)


@pytest.mark.usefixtures("keyring")
async def test_the_password_of_the_user_is_found() -> None:
    assert await keyrings.password("news", "ada") == "s3cret"


@pytest.mark.usefixtures("keyring")
async def test_a_missing_password_says_how_to_put_one_in() -> None:
    assert "`keyring set news bea`" in await refused("news", "bea")


async def test_without_the_package_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)
    assert "tui-newsreader[keyring]" in await refused("news", "ada")


@pytest.mark.usefixtures("keyring")
async def test_what_a_keyring_raises_is_not_repeated() -> None:
    told = await refused("news", "locked")
    assert "could not be asked" in told
    assert "s3cret" not in told


@pytest.mark.usefixtures("keyring")
async def test_a_keyring_that_nobody_unlocks_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyrings, "PATIENCE", 0.1)
    begun = time.monotonic()
    assert "not unlocked in time" in await refused("news", "asleep")
    assert time.monotonic() - begun < 0.5
