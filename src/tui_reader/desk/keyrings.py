"""Passwords from the keyring of the desktop, through the package `keyring`, which is an extra."""

from __future__ import annotations

import asyncio
import importlib

from tui_reader.errors import FetchError
from tui_reader.model.text import clean_line

PATIENCE = 20.0
"""Seconds a person has to unlock it."""


async def password(service: str, user: str) -> str:
    """What the keyring has for a user of a service. Raises FetchError `password`, with no secret in it."""
    name = f"{clean_line(user, 60)} of {clean_line(service, 60)}"
    try:
        keyring = importlib.import_module("keyring")
    except ImportError:
        raise FetchError(
            "password_keyring needs the package keyring: install tui-newsreader[keyring]",
            subject=service,
            kind="password",
        ) from None
    asked = asyncio.to_thread(keyring.get_password, service, user)
    try:
        found = await asyncio.wait_for(asked, PATIENCE)
    except Exception as error:  # noqa: BLE001 - backends raise errors of their own, which may repeat what they hold
        what = "was not unlocked in time" if isinstance(error, TimeoutError) else "could not be asked"
        raise FetchError(f"the keyring {what} for {name}", subject=service, kind="password") from None
    if not found:
        how = f"`keyring set {clean_line(service, 60)} {clean_line(user, 60)}` puts one in"
        raise FetchError(f"the keyring has no password for {name}; {how}", subject=service, kind="password")
    return str(found)
