"""What went wrong on the wire: a kind, and a sentence for a person that repeats no text of a server."""

from __future__ import annotations

import errno
import socket
import ssl
from collections.abc import Iterator
from http import HTTPStatus

import httpcore

from tui_reader.errors import FetchError

WIRE = (
    httpcore.TimeoutException,
    httpcore.NetworkError,
    httpcore.ProtocolError,
    httpcore.ProxyError,
    httpcore.UnsupportedProtocol,
)
"""What an exchange may raise besides errors of the system."""
_UNREACHABLE = frozenset({errno.ENETUNREACH, errno.ENETDOWN})
_MEANINGS = {
    401: "asks for a user name and password (HTTP 401)",
    403: "refuses to give this address (HTTP 403)",
    404: "has nothing at this address (HTTP 404)",
    410: "says this address is gone for good (HTTP 410)",
    429: "asks us to come less often (HTTP 429)",
    503: "is not available at the moment (HTTP 503)",
}


def status_sentence(host: str, status: int) -> str:
    """What an HTTP status means to a reader."""
    if status in _MEANINGS:
        return f"{host} {_MEANINGS[status]}"
    known = next((entry.phrase for entry in HTTPStatus if entry == status), "")
    return f"{host} answered HTTP {status}" + (f" ({known})" if known else "")


def explained(error: Exception, host: str, subject: str) -> FetchError:
    """The FetchError for what httpcore, sockets or codecs raised; `subject` is the redacted address."""
    kind, what = _kind(error)
    return FetchError(f"{host} {what}", subject=subject, kind=kind)


def _kind(error: Exception) -> tuple[str, str]:
    causes = list(_causes(error))
    if any(isinstance(cause, socket.gaierror) for cause in causes):
        return "dns", "is a name that cannot be found"
    if any(isinstance(cause, ssl.SSLCertVerificationError) for cause in causes):
        return (
            "tls",
            "shows a certificate that is not trusted; a private authority is added with SSL_CERT_FILE",
        )
    if any(isinstance(cause, ssl.SSLError) for cause in causes):
        return "tls", "and we could not agree on a secure connection"
    if any(isinstance(cause, OSError) and cause.errno in _UNREACHABLE for cause in causes):
        return "offline", "cannot be reached: there is no network"
    if isinstance(error, httpcore.TimeoutException):
        return "timeout", "does not answer"
    if isinstance(error, httpcore.ConnectError | httpcore.ProxyError):
        return "connect", "takes no connection"
    if isinstance(error, httpcore.RemoteProtocolError):
        broke = "closed connection" in str(error)
        return (
            ("truncated", "broke off in the middle of its answer")
            if broke
            else ("protocol", "does not speak HTTP")
        )
    if isinstance(error, httpcore.LocalProtocolError | httpcore.UnsupportedProtocol | ValueError):
        return "bad-url", "is not a valid address"
    return "network", "broke the connection"


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The error and everything that led to it, members of groups included."""
    waiting: list[BaseException] = [error]
    seen: set[int] = set()
    while waiting and len(seen) < 50:
        one = waiting.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        yield one
        members = one.exceptions if isinstance(one, BaseExceptionGroup) else ()
        waiting.extend(cause for cause in (one.__cause__, one.__context__, *members) if cause is not None)
