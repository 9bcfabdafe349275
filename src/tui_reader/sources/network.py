"""Whether this machine has a way to the internet at all. Nothing is sent: only the routes are looked at."""

from __future__ import annotations

import socket
from contextlib import suppress

_FAR = ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1"))
"""Addresses for documentation (RFC 5737, RFC 3849): nobody has them."""
_DISCARD = 9


def has_route() -> bool:
    """Whether the system knows where to send what is meant for far away.

    Connecting a datagram socket asks the table of routes and puts nothing on the wire.
    """
    for family, address in _FAR:
        with suppress(OSError), socket.socket(family, socket.SOCK_DGRAM) as asked:
            asked.connect((address, _DISCARD))
            return True
    return False
