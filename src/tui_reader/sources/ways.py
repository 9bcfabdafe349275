"""How an address is reached: directly, or through a proxy that the configuration or the environment names."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass

from tui_reader.sources.addresses import Address

_HERE = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True)
class Way:
    """How an address is reached: `proxy` is a proxy's address, "" for none."""

    proxy: str = ""
    insecure: bool = False
    """Whether a certificate that nobody vouches for is taken."""


def environment_proxies() -> dict[str, str]:
    """Scheme -> proxy, as the environment says, on macOS also the system; asked only where it may say any."""
    if sys.platform == "linux" and not any(name.lower().endswith("_proxy") for name in os.environ):
        return {}
    from urllib.request import getproxies

    return getproxies()


def environment_proxy(proxies: Mapping[str, str], address: Address) -> str:
    """The proxy of the environment for an address, "" for none; this machine itself is asked directly."""
    if not proxies or address.host in _HERE:
        return ""
    proxy = proxies.get(address.scheme) or proxies.get("all") or ""
    if not proxy:
        return ""
    from urllib.request import proxy_bypass

    if proxy_bypass(address.host):
        return ""
    return proxy if "//" in proxy else f"http://{proxy}"
