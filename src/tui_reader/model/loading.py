"""Loading libraries that touch the network when they are imported, without that."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_sockets() -> Iterator[None]:
    """Import in here what brings urllib3 along: it binds a socket to learn whether there is IPv6.

    Nothing of ours speaks through urllib3, so it may believe that there is none.
    """
    known = socket.has_ipv6
    socket.has_ipv6 = False
    try:
        yield
    finally:
        socket.has_ipv6 = known
