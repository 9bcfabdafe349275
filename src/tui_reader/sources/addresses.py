"""Which addresses may be asked: URLs taken apart, hosts and IPs judged, secrets struck out. No I/O."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, unquote, urljoin, urlsplit, urlunsplit

from tui_reader.errors import FetchError
from tui_reader.model.text import URL_LIMIT, clean_line

PORTS = {"http": 80, "https": 443}
_SECRET = re.compile(
    r"(?<=[?&;])([^=&;#]*(?:token|key|pass|pwd|secret|auth|sig|session)[^=&;#]*)=[^&;#]*", re.IGNORECASE
)
_USERINFO = re.compile(r"(?<=//)[^/?#\s]*@")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_LABEL = re.compile(r"[^\s/?#@:\[\]\\%<>\"^`{|}]{1,63}")
_V4_IN_V6 = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("::/96"))


@dataclass(frozen=True, slots=True)
class Address:
    """One http or https address, taken apart."""

    url: str
    """Without user name, password and fragment."""
    scheme: str
    host: str
    """As connected to: lower case, ASCII (IDNA), no brackets."""
    port: int
    user: str = ""
    password: str = ""

    @property
    def place(self) -> str:
        """`host:port`, the form in which the configuration's hosts are allowed."""
        return f"{self.host}:{self.port}"

    @property
    def origin(self) -> tuple[str, str, int]:
        """What must be equal for a secret to be sent again."""
        return self.scheme, self.host, self.port


def parse(url: str, base: str = "") -> Address:
    """Take an address apart, relative to `base` if given. Raises FetchError `bad-url`, `blocked-scheme`."""
    try:
        joined = urljoin(base, url.strip()) if base else url.strip()
        return _address(urlsplit(joined), joined)
    except (ValueError, UnicodeError) as error:
        raise _bad(url) from error


def _address(parts: SplitResult, url: str) -> Address:
    scheme = parts.scheme.lower()
    if scheme not in PORTS:
        named = f"{clean_line(scheme, 20)} addresses are" if _SCHEME.match(url) else "it is"
        raise FetchError(
            f"{redact(url)} cannot be fetched: {named} not http or https",
            subject=redact(url),
            kind="blocked-scheme" if scheme else "bad-url",
        )
    host = ascii_host(parts.hostname or "")
    port = PORTS[scheme] if parts.port is None else parts.port
    if not host or not 1 <= port <= 65535 or len(url) > URL_LIMIT or any(char < "!" for char in parts.netloc):
        raise _bad(url)
    shown = f"[{host}]" if ":" in host else host
    netloc = shown if port == PORTS[scheme] else f"{shown}:{port}"
    path, query = (
        quote(parts.path or "/", "/%:@!$&'()*+,;=~-._"),
        quote(parts.query, "/?%:@!$&'()*+,;=~-._[]|{}"),
    )
    clean = urlunsplit((scheme, netloc, path, query, ""))
    return Address(clean, scheme, host, port, unquote(parts.username or ""), unquote(parts.password or ""))


def _bad(url: str) -> FetchError:
    return FetchError(f"{redact(url)} is not a valid address", subject=redact(url), kind="bad-url")


def ascii_host(host: str) -> str:
    """A host name as DNS asks for it. Raises ValueError for labels that no host has."""
    host = host.rstrip(".").lower()
    if ":" in host:
        return str(ipaddress.IPv6Address(host.partition("%")[0]))
    name = host if host.isascii() else host.encode("idna").decode("ascii")
    if len(name) > 253 or not all(_LABEL.fullmatch(label) for label in name.split(".")):
        raise ValueError("no host has this name")
    return name


def redact(url: str) -> str:
    """An address fit to be shown: user name and password gone, secret-looking parameters starred."""
    return clean_line(struck(clean_line(url, 4 * URL_LIMIT)), 300)


def struck(url: str) -> str:
    """A whole address with its secrets struck out, as `redact` does."""
    return _SECRET.sub(r"\1=***", _USERINFO.sub("", url))


def is_public(ip: str) -> bool:
    """Whether an IP address is one of the open internet: neither local, private, multicast nor reserved."""
    try:
        address = ipaddress.ip_address(ip.partition("%")[0])
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1]
        if inner is None and any(address in network for network in _V4_IN_V6):
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return address.is_global and not address.is_multicast and not address.is_reserved


def is_private_name(host: str) -> bool:
    """Whether a host is known to be private before it is asked: a private IP address or a local name."""
    if host == "localhost" or host.endswith((".localhost", ".local", ".internal", ".home.arpa")):
        return True
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return bool(re.fullmatch(r"[0-9.]+|0x[0-9a-f.x]*", host))
    return not is_public(host)


def blocked(host: str) -> FetchError:
    """The error for a private network to which no configuration led."""
    return FetchError(
        f"{host} is in a private network, and it was not the configuration that led there",
        subject=host,
        kind="blocked-address",
    )


def joined(base: str, reference: str) -> str:
    """A reference made absolute as feedparser does; an unreadable one is nothing."""
    if not base or reference.startswith(("http://", "https://")):
        return reference
    try:
        return urljoin(base, reference)
    except ValueError:
        return ""
