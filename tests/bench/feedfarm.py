"""A quick server of many plain feeds on loopback, for measuring readers: `python -m tests.bench.feedfarm`.

Every body is made and packed before the ports open, so that a request costs a look-up and a write. The same
arguments give the same bytes; every text is invented. It serves until its standard input ends; `/feeds` lists
the addresses, `/round?n=100` gives so many feeds a new entry, `/latency?ms=100` makes every answer wait.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import time
import zlib
from collections.abc import Sequence
from email.utils import formatdate
from random import Random

EPOCH = 1_790_000_000
ENTRIES = (25, 50)
TEXT = (2_000, 6_000)
"""Bytes of an entry's HTML."""
PARAGRAPHS = 4_000
SYLLABLES = ("ka", "lo", "mi", "ren", "tas", "vel", "dor", "su", "ni", "pa", "gri", "hol", "ben", "tra", "li")


class Words:
    """Invented words and paragraphs from a seed."""

    def __init__(self, seed: int) -> None:
        random = Random(seed)
        words = ["".join(random.choices(SYLLABLES, k=random.randint(1, 4))) for _ in range(8_000)]
        weights = [1 / (rank + 3) for rank in range(len(words))]
        self._words, self._weights = words, weights
        self.paragraphs = [self._paragraph(random) for _ in range(PARAGRAPHS)]

    def line(self, random: Random, words: int) -> str:
        """So many words."""
        return " ".join(random.choices(self._words, self._weights, k=words)).capitalize()

    def _paragraph(self, random: Random) -> str:
        text = self.line(random, random.randint(25, 90))
        if random.random() < 0.3:
            text += (
                f' <a href="https://quay.example/{random.randint(1, 9999)}?a=1&amp;b=2">more</a> &#8211; é'
            )
        return f"<p>{text}.</p>\n"

    def html(self, random: Random) -> str:
        """The text of an entry."""
        wanted, pieces, size = random.randint(*TEXT), [], 0
        while size < wanted:
            pieces.append(random.choice(self.paragraphs))
            size += len(pieces[-1])
        return "".join(pieces)


class Farm:
    """The feeds and their answers."""

    def __init__(self, feeds: int, ports: Sequence[int], seed: int) -> None:
        self.ports, self._seed, self._words = ports, seed, Words(seed)
        self.rounds = [0] * feeds
        self.latency = 0.0
        self.answers = [self._answers(number) for number in range(feeds)]

    def addresses(self) -> list[str]:
        """Where the feeds are."""
        return [
            f"http://127.0.0.1:{self.ports[n % len(self.ports)]}/f/{n}.xml" for n in range(len(self.answers))
        ]

    def advance(self, count: int) -> None:
        """Give so many feeds a new entry."""
        for number in Random(sum(self.rounds)).sample(range(len(self.answers)), count):
            self.rounds[number] += 1
            self.answers[number] = self._answers(number)

    def _answers(self, number: int) -> tuple[bytes, bytes, bytes]:
        """(whole answer packed, the answer that nothing has changed, the tag)."""
        machine = zlib.compressobj(6, wbits=31)
        body = machine.compress(self._body(number).encode()) + machine.flush()
        tag = f'"{number}-{self.rounds[number]}"'
        date = formatdate(EPOCH + self.rounds[number], usegmt=True)
        marks = f"ETag: {tag}\r\nLast-Modified: {date}\r\n"
        head = (
            f"HTTP/1.1 200 OK\r\nContent-Type: application/xml\r\nContent-Encoding: gzip\r\n{marks}"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        return head.encode() + body, f"HTTP/1.1 304 Not Modified\r\n{marks}\r\n".encode(), tag.encode()

    def _body(self, number: int) -> str:
        count = Random(f"{self._seed}:{number}").randint(*ENTRIES)
        newest = count + self.rounds[number]
        entries = [self._entry(number, n) for n in range(newest - 1, newest - count - 1, -1)]
        write = (_rss, _atom, _rdf)[(0, 0, 0, 0, 0, 0, 1, 1, 1, 2)[number % 10]]
        return write(f"Place {number}", f"https://place{number}.example/", entries)

    def _entry(self, number: int, n: int) -> dict[str, str]:
        random = Random(f"{self._seed}:{number}:{n}")
        return {
            "id": f"https://place{number}.example/{n}",
            "title": self._words.line(random, random.randint(4, 11)),
            "date": str(EPOCH + n * 43_200 + number),
            "author": self._words.line(random, 2),
            "tag": self._words.line(random, 1),
            "html": self._words.html(random),
        }

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection."""
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                writer.write(await self._reply(head))
                if self.latency:
                    await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            pass
        finally:
            writer.close()

    async def _reply(self, head: bytes) -> bytes:
        path = head.split(b" ", 2)[1]
        if not path.startswith(b"/f/"):
            return self._order(path.decode())
        if self.latency:
            await asyncio.sleep(self.latency)
        whole, same, tag = self.answers[int(path[3:-4])]
        return same if tag in head else whole

    def _order(self, path: str) -> bytes:
        name, _, value = path.partition("=")
        if name == "/round?n":
            self.advance(int(value))
        elif name == "/latency?ms":
            self.latency = int(value) / 1000
        body = json.dumps(self.addresses()).encode()
        return f"HTTP/1.1 200 OK\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def _rss(title: str, link: str, entries: Sequence[dict[str, str]]) -> str:
    items = "".join(
        f"<item><title>{e['title']}</title><link>{e['id']}</link><guid>{e['id']}</guid>"
        f"<pubDate>{formatdate(int(e['date']), usegmt=True)}</pubDate><dc:creator>{e['author']}</dc:creator>"
        f"<category>{e['tag']}</category><description>{_escaped(e['html'])}</description></item>\n"
        for e in entries
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>{title}</title><link>{link}</link>'
        f"{items}</channel></rss>"
    )


def _atom(title: str, link: str, entries: Sequence[dict[str, str]]) -> str:
    items = "".join(
        f'<entry><title>{e["title"]}</title><link href="{e["id"]}"/><id>{e["id"]}</id>'
        f"<updated>{_iso(e['date'])}</updated><author><name>{e['author']}</name></author>"
        f'<category term="{e["tag"]}"/><content type="html">{_escaped(e["html"])}</content></entry>\n'
        for e in entries
    )
    return (
        f'<feed xmlns="http://www.w3.org/2005/Atom"><title>{title}</title><id>{link}</id>'
        f'<link href="{link}"/>{items}</feed>'
    )


def _rdf(title: str, link: str, entries: Sequence[dict[str, str]]) -> str:
    items = "".join(
        f'<item rdf:about="{e["id"]}"><title>{e["title"]}</title><link>{e["id"]}</link>'
        f"<dc:date>{_iso(e['date'])}</dc:date><dc:creator>{e['author']}</dc:creator>"
        f"<content:encoded><![CDATA[{e['html']}]]></content:encoded></item>\n"
        for e in entries
    )
    return (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/">'
        f'<channel rdf:about="{link}"><title>{title}</title><link>{link}</link></channel>{items}</rdf:RDF>'
    )


def _iso(seconds: str) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(int(seconds)))


async def _main(feeds: int, ports: int, seed: int) -> None:
    farm: list[Farm] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await farm[0].serve(reader, writer)

    servers = [await asyncio.start_server(serve, "127.0.0.1", 0, backlog=1024) for _ in range(ports)]
    listening = [int(server.sockets[0].getsockname()[1]) for server in servers]
    farm.append(Farm(feeds, listening, seed))
    sys.stdout.write(json.dumps(farm[0].addresses()) + "\n")
    sys.stdout.flush()
    await asyncio.to_thread(sys.stdin.read)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--feeds", type=int, default=100)
    parser.add_argument("--ports", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    asyncio.run(_main(given.feeds, given.ports, given.seed))
