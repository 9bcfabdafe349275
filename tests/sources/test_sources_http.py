"""The fetcher against a real, hostile server."""

from __future__ import annotations

import asyncio
import gzip
import time
import zlib
from typing import Any

import pytest

from tui_reader.errors import FetchError
from tui_reader.sources.engine import Engine
from tui_reader.sources.http import Fetched, Fetcher, Limits

QUICK = Limits(connect=1, read=1, feed_total=0.4, page_total=0.4)


async def fetch(url: str, limits: Limits | None = None, **options: Any) -> Fetched:
    async with Fetcher(limits) as fetcher:
        return await fetcher.get(url, **options)


async def refused(url: str, limits: Limits | None = None, **options: Any) -> FetchError:
    with pytest.raises(FetchError) as caught:
        await fetch(url, limits, **options)
    return caught.value


def chunked(*pieces: bytes) -> bytes:
    return b"".join(b"%x\r\n%b\r\n" % (len(piece), piece) for piece in pieces)


async def test_a_plain_answer_comes_with_its_validators_and_hash(server: Any) -> None:
    url = server.reply("/f", b"<rss/>", 'ETag: W/"a"', "Last-Modified: Tue, 24 Nov 2026 10:00:00 GMT")
    got = await fetch(url)
    assert (got.status, got.body, got.etag) == (200, b"<rss/>", 'W/"a"')
    assert got.last_modified == "Tue, 24 Nov 2026 10:00:00 GMT"
    assert len(got.body_hash) == 32
    assert not got.moved_to


async def test_validators_are_sent_back_exactly_and_304_has_no_body(server: Any) -> None:
    url = server.reply("/f", b"", 'ETag: "n"', status="304 Not Modified", length=False)
    got = await fetch(url, etag='W/"a b"', last_modified="Tue, 24 Nov 2026 10:00:00 GMT")
    assert server.asked[0].headers["if-none-match"] == 'W/"a b"'
    assert server.asked[0].headers["if-modified-since"] == "Tue, 24 Nov 2026 10:00:00 GMT"
    assert (got.status, got.body, got.body_hash) == (304, b"", "")


async def test_a_validator_with_control_bytes_is_not_sent(server: Any) -> None:
    await fetch(server.reply("/f", b"x"), etag='"a\r\nX-Evil: 1"')
    assert "if-none-match" not in server.asked[0].headers


async def test_an_endless_etag_is_dropped(server: Any) -> None:
    assert not (await fetch(server.reply("/f", b"x", f'ETag: "{"a" * 2000}"'))).etag


async def test_the_user_agent_is_honest_and_no_referrer_is_sent(server: Any) -> None:
    await fetch(server.reply("/f", b"x"))
    headers = server.asked[0].headers
    assert headers["user-agent"].startswith("tui-newsreader/")
    assert headers["accept-encoding"] == "gzip, deflate"
    assert "referer" not in headers


async def test_cookies_are_never_kept(server: Any) -> None:
    url = server.reply("/f", b"x", "Set-Cookie: a=b; Path=/")
    async with Fetcher() as fetcher:
        got = await fetcher.get(url)
        await fetcher.get(url)
    assert all("cookie" not in asked.headers for asked in server.asked)
    assert "set-cookie" not in got.headers


@pytest.mark.parametrize(
    ("name", "packed"),
    [
        ("gzip", gzip.compress(b"hello " * 99)),
        ("x-gzip", gzip.compress(b"hello " * 99)),
        ("deflate", zlib.compress(b"hello " * 99)),
        ("deflate", zlib.compress(b"hello " * 99)[2:-4]),
        ("gzip", gzip.compress(b"hello " * 50) + gzip.compress(b"hello " * 49)),
        ("gzip", gzip.compress(b"hello " * 99) + b"\0" * 20),
        ("identity", b"hello " * 99),
    ],
    ids=["gzip", "x-gzip", "zlib", "raw-deflate", "two-members", "padded", "identity"],
)
async def test_packed_bodies_are_unpacked(server: Any, name: str, packed: bytes) -> None:
    got = await fetch(server.reply("/f", packed, f"Content-Encoding: {name}"))
    assert got.body == b"hello " * 99


async def test_a_gzip_bomb_is_refused(server: Any) -> None:
    bomb = gzip.compress(bytes(15_000_000))
    assert (await refused(server.reply("/f", bomb, "Content-Encoding: gzip"))).kind == "bomb"


async def test_two_encodings_are_refused(server: Any) -> None:
    twice = gzip.compress(gzip.compress(bytes(1_000_000)))
    assert (await refused(server.reply("/f", twice, "Content-Encoding: gzip, gzip"))).kind == "encoding"


async def test_two_encoding_headers_are_refused(server: Any) -> None:
    twice = gzip.compress(gzip.compress(b"x"))
    url = server.reply("/f", twice, "Content-Encoding: gzip", "Content-Encoding: gzip")
    assert (await refused(url)).kind == "encoding"


async def test_an_encoding_nobody_asked_for_is_refused(server: Any) -> None:
    assert (await refused(server.reply("/f", b"x", "Content-Encoding: br"))).kind == "encoding"


async def test_garbage_called_gzip_is_refused(server: Any) -> None:
    assert (await refused(server.reply("/f", b"no gzip", "Content-Encoding: gzip"))).kind == "encoding"


async def test_truncated_gzip_is_an_error(server: Any) -> None:
    cut = gzip.compress(bytes(range(256)) * 40)[:-12]
    assert (await refused(server.reply("/f", cut, "Content-Encoding: gzip"))).kind == "truncated"


async def test_a_short_body_is_an_error(server: Any) -> None:
    async def short(write: Any) -> None:
        await write(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this")

    server.routes["/f"] = short
    assert (await refused(server.url("/f"))).kind == "truncated"


async def test_a_body_beyond_the_limit_is_refused_by_its_length(server: Any) -> None:
    async def announced(write: Any) -> None:
        await write(b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n")
        await asyncio.sleep(5)

    server.routes["/f"] = announced
    assert (await refused(server.url("/f"))).kind == "too-large"


async def test_an_endless_body_is_cut_at_the_limit(server: Any) -> None:
    async def endless(write: Any) -> None:
        await write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        for _ in range(1000):
            await write(chunked(b"x" * 10_000))

    server.routes["/f"] = endless
    assert (await refused(server.url("/f"), Limits(wire=100_000))).kind == "too-large"


async def test_unpacked_bytes_have_a_limit_of_their_own(server: Any) -> None:
    packed = gzip.compress(bytes(range(256)) * 2000)
    limits = Limits(decoded=100_000)
    assert (await refused(server.reply("/f", packed, "Content-Encoding: gzip"), limits)).kind == "too-large"


@pytest.mark.parametrize("part", ["body", "headers", "continue"])
async def test_a_dripping_server_meets_the_total_deadline(server: Any, part: str) -> None:
    opening = {
        "body": b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n",
        "headers": b"HTTP/1.1 200 OK\r\n",
        "continue": b"",
    }
    drop = {"body": b"x", "headers": b"X-Drop: 1\r\n", "continue": b"HTTP/1.1 100 Continue\r\n\r\n"}

    async def drip(write: Any) -> None:
        await write(opening[part])
        for _ in range(100):
            await write(drop[part])
            await asyncio.sleep(0.05)

    server.routes["/f"] = drip
    begun = time.monotonic()
    error = await refused(server.url("/f"), QUICK)
    assert error.kind == "timeout"
    assert "127.0.0.1" in str(error)
    assert time.monotonic() - begun < 2


@pytest.mark.parametrize("headers", [b"X-Many: 1\r\n" * 50_000, b"X-Long: " + b"a" * 2_000_000 + b"\r\n"])
async def test_giant_headers_are_refused(server: Any, headers: bytes) -> None:
    server.routes["/f"] = b"HTTP/1.1 200 OK\r\n" + headers + b"Content-Length: 0\r\n\r\n"
    assert (await refused(server.url("/f"))).kind in {"protocol", "network"}


async def test_header_values_are_washed(server: Any) -> None:
    got = await fetch(server.reply("/f", b"x", "X-Title: a\x9b31mb"))
    assert got.headers["x-title"] == "a31mb"


async def test_what_is_not_http_is_refused(server: Any) -> None:
    server.routes["/f"] = b"SSH-2.0-hello\r\n"
    assert (await refused(server.url("/f"))).kind == "protocol"


async def test_a_video_is_not_read(server: Any) -> None:
    error = await refused(server.reply("/f", b"x", "Content-Type: video/mp4"), page=True)
    assert error.kind in {"not-text", "blocked-address"}
    assert (await refused(server.reply("/f", b"x", "Content-Type: video/mp4"))).kind == "not-text"


@pytest.mark.parametrize("status", [401, 403, 404, 410, 429, 500, 503, 599])
async def test_a_status_becomes_a_kind_and_a_sentence_with_the_host(server: Any, status: int) -> None:
    url = server.reply("/f", b"<rss><channel><item/></channel></rss>", status=f"{status} \x1b[2JEvil")
    error = await refused(url)
    assert (error.kind, error.status) == (f"http-{status}", status)
    assert "127.0.0.1" in str(error)
    assert str(status) in str(error)
    assert "Evil" not in str(error)


async def test_retry_after_is_read_in_seconds(server: Any) -> None:
    url = server.reply("/f", b"", "Retry-After: 120", status="429 Too Many Requests")
    assert (await refused(url)).retry_after == 120


async def test_retry_after_is_read_as_a_date_by_the_clock_of_the_server(server: Any) -> None:
    headers = ("Date: Tue, 24 Nov 2026 10:00:00 GMT", "Retry-After: Tue, 24 Nov 2026 10:30:00 GMT")
    url = server.reply("/f", b"", *headers, status="503 Unavailable")
    assert (await refused(url)).retry_after == 1800


async def test_nonsense_in_retry_after_is_nothing(server: Any) -> None:
    url = server.reply("/f", b"", "Retry-After: soon", status="503 Unavailable")
    assert (await refused(url)).retry_after is None


async def test_permanent_redirects_tell_where_the_feed_has_moved(server: Any) -> None:
    target = server.reply("/new", b"x")
    server.reply("/mid", b"", "Location: /new#top", status="308 Permanent Redirect")
    url = server.reply("/old", b"", "Location: mid", status="301 Moved Permanently")
    got = await fetch(url)
    assert (got.url, got.moved_to) == (target, target)


async def test_one_temporary_redirect_means_not_moved(server: Any) -> None:
    server.reply("/new", b"x")
    server.reply("/mid", b"", "Location: /new", status="302 Found")
    got = await fetch(server.reply("/old", b"", "Location: /mid", status="301 Moved Permanently"))
    assert (got.url, got.moved_to) == (server.url("/new"), "")


async def test_a_redirect_loop_ends_after_five_hops(server: Any) -> None:
    url = server.reply("/loop", b"", "Location: /loop", status="302 Found")
    assert (await refused(url)).kind == "redirects"
    assert len(server.asked) == 6


@pytest.mark.parametrize(
    ("location", "kind"),
    [
        ("file:///etc/passwd", "blocked-scheme"),
        ("ftp://example.org/", "blocked-scheme"),
        ("javascript:alert(1)", "blocked-scheme"),
        ("http://10.0.0.1/", "blocked-address"),
        ("http://169.254.169.254/latest/meta-data", "blocked-address"),
        ("http://[::1]/", "blocked-address"),
        ("http://[::ffff:127.0.0.1]/", "blocked-address"),
        ("http://[64:ff9b::7f00:1]/", "blocked-address"),
        ("http://localhost/", "blocked-address"),
        ("http://2130706433/", "blocked-address"),
        ("http://0x7f.1/", "blocked-address"),
        ("http://0.0.0.0/", "blocked-address"),
        ("http://100.64.0.1/", "blocked-address"),
        ("http://224.0.0.1/", "blocked-address"),
        (f"http://{'a' * 64}.example/", "bad-url"),
        ("http://example.org:99999/", "bad-url"),
        ("http://[/", "bad-url"),
    ],
)
async def test_redirects_to_where_the_network_may_not_lead(server: Any, location: str, kind: str) -> None:
    url = server.reply("/f", b"", f"Location: {location}", status="302 Found")
    assert (await refused(url)).kind == kind


async def test_a_redirect_to_another_port_of_this_machine_is_blocked_before_a_request(server: Any) -> None:
    reached = asyncio.Event()

    async def inner(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if await reader.read(1):
            reached.set()
        writer.close()
        await writer.wait_closed()

    listening = await asyncio.start_server(inner, "127.0.0.1", 0)
    port = listening.sockets[0].getsockname()[1]
    url = server.reply("/f", b"", f"Location: http://127.0.0.1:{port}/", status="302 Found")
    assert (await refused(url)).kind == "blocked-address"
    listening.close()
    assert not reached.is_set()


async def test_a_public_name_that_resolves_to_this_machine_is_closed_before_a_request(
    server: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Engine, "names", (f"public.example:{server.port}:127.0.0.1",))
    location = f"http://public.example:{server.port}/inner"
    url = server.reply("/f", b"", f"Location: {location}", status="302 Found")
    assert (await refused(url)).kind == "blocked-address"
    assert [asked.path for asked in server.asked] == ["/f"]
    assert server.connections == 1


async def test_a_page_whose_public_name_resolves_to_this_machine_is_closed_before_a_request(
    server: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    loop = asyncio.get_running_loop()
    resolve = loop.getaddrinfo

    async def rebound(host: Any, *rest: Any, **named: Any) -> Any:
        return await resolve(
            "127.0.0.1" if host in {"public.example", b"public.example"} else host, *rest, **named
        )

    monkeypatch.setattr(loop, "getaddrinfo", rebound)
    assert (await refused(f"http://public.example:{server.port}/p", page=True)).kind == "blocked-address"
    assert not server.asked


async def test_the_page_of_an_article_may_not_be_on_this_machine(server: Any) -> None:
    assert (await refused(server.reply("/p", b"x"), page=True)).kind == "blocked-address"
    assert not server.asked


async def test_a_host_named_in_the_configuration_may_be_private(server: Any) -> None:
    url = server.reply("/p", b"x")
    async with Fetcher(allowed=[f"127.0.0.1:{server.port}"]) as fetcher:
        assert (await fetcher.get(url, page=True)).body == b"x"


async def test_credentials_go_to_their_origin_only(server: Any) -> None:
    server.reply("/same", b"", f"Location: http://localhost:{server.port}/other", status="302 Found")
    server.reply("/other", b"x")
    url = f"http://ada:s3cret@127.0.0.1:{server.port}/f"
    server.reply("/f", b"", "Location: /same", status="302 Found")
    async with Fetcher(allowed=[f"localhost:{server.port}"]) as fetcher:
        got = await fetcher.get(url)
    sent = [asked.headers.get("authorization", "") for asked in server.asked]
    assert sent == ["Basic YWRhOnMzY3JldA==", "Basic YWRhOnMzY3JldA==", ""]
    assert "s3cret" not in got.url


async def test_credentials_in_a_redirect_are_not_used(server: Any) -> None:
    server.reply("/g", b"x")
    url = server.reply("/f", b"", f"Location: http://eve:x@127.0.0.1:{server.port}/g", status="302 Found")
    await fetch(url)
    assert "authorization" not in server.asked[-1].headers


@pytest.mark.parametrize("path", ["/404", "/loop", "/gone", "/short"])
async def test_a_password_is_in_no_message(server: Any, path: str) -> None:
    async def short(write: Any) -> None:
        await write(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx")

    server.reply("/loop", b"", "Location: /loop", status="302 Found")
    server.reply("/gone", b"", "Location: file:///x", status="302 Found")
    server.routes["/short"] = short
    error: BaseException | None = await refused(
        f"http://ada:s3cret@127.0.0.1:{server.port}{path}?token=t0ken"
    )
    while error is not None:
        assert "s3cret" not in f"{error} {error!r} {getattr(error, 'subject', '')}"
        error = error.__cause__ or error.__context__


async def test_secret_parameters_are_starred_in_the_subject(server: Any) -> None:
    error = await refused(server.url("/404?id=7&api_key=t0ken"))
    assert error.subject.endswith("?id=7&api_key=***")


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("", "bad-url"),
        ("example.org/feed", "bad-url"),
        ("file:///etc/passwd", "blocked-scheme"),
        ("http:///x", "bad-url"),
        ("http://u:p4ss@example.org:99999/", "bad-url"),
        ("http://u:p4ss@example.org:0/", "bad-url"),
        ("http://u:p4ss@example.org:port/", "bad-url"),
        (f"http://u:p4ss@{'x' * 70}.example/", "bad-url"),
        (f"http://u:p4ss@{'ü' * 70}.example/", "bad-url"),
        ("http://u:p4ss@ex ample.org/", "bad-url"),
        ("http://u:p4ss@exa\tmple/\x1b]0;x", "bad-url"),
        ("http://example.org/" + "a" * 3000, "bad-url"),
        ("http://\ud800.example/", "bad-url"),
    ],
)
async def test_bad_addresses_are_refused_without_a_request(url: str, kind: str) -> None:
    error = await refused(url, QUICK)
    assert error.kind in {kind, "dns"} if "\t" in url else error.kind == kind
    assert "p4ss" not in str(error) + error.subject
    assert "\x1b" not in str(error) + error.subject


async def test_a_closed_port_is_told_from_a_missing_name() -> None:
    probe = await asyncio.start_server(lambda _r, writer: writer.close(), "127.0.0.1", 0)
    port = probe.sockets[0].getsockname()[1]
    probe.close()
    await probe.wait_closed()
    assert (await refused(f"http://127.0.0.1:{port}/")).kind == "connect"


async def test_a_server_that_cannot_speak_tls_is_a_tls_error() -> None:
    async def plain(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        writer.close()
        await writer.wait_closed()

    listening = await asyncio.start_server(plain, "127.0.0.1", 0)
    port = listening.sockets[0].getsockname()[1]
    error = await refused(f"https://127.0.0.1:{port}/", QUICK)
    listening.close()
    assert error.kind == "tls"


async def test_offline_opens_no_socket(server: Any) -> None:
    async with Fetcher(offline=True) as fetcher:
        with pytest.raises(FetchError) as caught:
            await fetcher.get(server.url("/f"))
    assert caught.value.kind == "offline"
    assert not server.asked


async def test_no_more_than_two_requests_run_at_one_origin(server: Any) -> None:
    async def slow(write: Any) -> None:
        await asyncio.sleep(0.05)
        await write(b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nConnection: close\r\n\r\nx")

    server.routes["/f"] = slow
    async with Fetcher() as fetcher:
        await asyncio.gather(*(fetcher.get(server.url("/f")) for _ in range(8)))
    assert server.most_open == 2


async def test_waiting_for_a_place_does_not_count_against_the_deadline(server: Any) -> None:
    async def slow(write: Any) -> None:
        await asyncio.sleep(0.15)
        await write(b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nConnection: close\r\n\r\nx")

    server.routes["/f"] = slow
    async with Fetcher(QUICK) as fetcher:
        got = await asyncio.gather(*(fetcher.get(server.url("/f")) for _ in range(8)))
    assert all(one.body == b"x" for one in got)


async def test_the_environment_proxy_is_not_asked_for_this_machine(
    server: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    assert (await fetch(server.reply("/f", b"x"))).body == b"x"


async def test_other_hosts_go_through_the_environment_proxy(
    server: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", server.url())
    server.reply("http://feeds.example/f", b"via proxy")
    assert (await fetch("http://feeds.example/f")).body == b"via proxy"


async def test_a_page_whose_address_a_person_typed_may_be_on_this_machine(server: Any) -> None:
    got = await fetch(server.reply("/p", b"x"), page=True, typed=True)
    assert got.body == b"x"


async def test_a_kept_connection_that_has_gone_is_replaced_and_the_request_made_again(server: Any) -> None:
    async def leaves(write: Any) -> None:
        await write(b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx")

    server.routes["/f"] = leaves
    async with Fetcher() as fetcher:
        got = [(await fetcher.get(server.url("/f"))).body for _ in range(3)]
    assert got == [b"x"] * 3
    assert server.connections == 3


async def test_a_body_that_is_to_stay_packed_comes_as_it_was_sent(server: Any) -> None:
    packed = gzip.compress(b"<rss/>")
    url = server.reply("/f", packed, "Content-Encoding: gzip")
    got = await fetch(url, packed=True)
    assert (got.body, got.packed, got.body_hash) == (packed, "gzip", "")


async def test_a_packed_body_has_its_limit_too(server: Any) -> None:
    async def endless(write: Any) -> None:
        await write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        for _ in range(1000):
            await write(chunked(b"x" * 10_000))

    server.routes["/f"] = endless
    assert (await refused(server.url("/f"), Limits(wire=100_000), packed=True)).kind == "too-large"
