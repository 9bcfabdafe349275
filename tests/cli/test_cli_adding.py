"""Adding feeds from the command line, by their own address or that of a page."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Callable

from tests.cli.conftest import Program

Serve = Callable[[dict[str, str]], str]
ITEM = "<item><guid>{0}</guid><title>News of {0}</title></item>"
RSS = f'<rss version="2.0"><channel><title>{{0}}</title>{ITEM}</channel></rss>'
PAGE = "<html><head>{}</head><body>Hello</body></html>"
LINK = '<link rel="alternate" type="application/rss+xml" href="{}">'


def test_a_feed_is_added_and_fetched_at_once(program: Program, serve: Serve) -> None:
    program.configure("# mine\n")
    url = f"{serve({'f.xml': RSS.format('Quay')})}/f.xml"
    assert program.json("add", url) == {"url": url, "added": True}
    assert [row["title"] for row in program.json("list")] == ["News of Quay"]
    assert (program.home / "feeds.toml").read_text().startswith("# mine\n")


def test_a_page_leads_to_the_feed_that_it_names(program: Program, serve: Serve) -> None:
    program.configure("")
    root = serve({"index.html": PAGE.format(LINK.format("news.xml")), "news.xml": RSS.format("Quay")})
    program.configure(f'[[feed]]\nurl = "{root}/other.xml"\n')
    assert program.json("add", f"{root}/index.html", "--no-fetch")["url"] == f"{root}/news.xml"


def test_of_several_feeds_one_is_picked(program: Program, serve: Serve) -> None:
    links = LINK.format("a.xml") + LINK.format("b.xml")
    root = serve({"index.html": PAGE.format(links), "a.xml": RSS.format("A"), "b.xml": RSS.format("B")})
    program.configure("")
    done = program.run("add", f"{root}/index.html", code=1)
    assert f"2  B  {root}/b.xml" in done.stderr
    assert program.json("add", f"{root}/index.html", "--pick", "2", "--no-fetch")["url"] == f"{root}/b.xml"


def test_a_feed_that_no_page_names_is_found_where_feeds_are(program: Program, serve: Serve) -> None:
    root = serve({"index.html": PAGE.format(""), "rss.xml": RSS.format("Quay")})
    program.configure("")
    assert program.json("add", f"{root}/index.html", "--no-fetch")["url"] == f"{root}/rss.xml"


def test_a_page_without_any_feed_is_not_added(program: Program, serve: Serve) -> None:
    root = serve({"index.html": PAGE.format("")})
    program.configure("")
    assert "names none" in program.run("add", f"{root}/index.html", code=1).stderr
    assert (program.home / "feeds.toml").read_text() == ""


def test_an_address_that_cannot_be_reached_is_added_with_a_word(program: Program) -> None:
    program.configure("")
    done = program.run("add", "http://nowhere.invalid/feed")
    assert "added as it is" in done.stderr
    assert "nowhere.invalid" in (program.home / "feeds.toml").read_text()


def test_the_feeds_of_a_page_are_listed_with_what_one_chooses_by(program: Program, serve: Serve) -> None:
    dated = RSS.replace("</title></item>", "</title><pubDate>Tue, 24 Nov 2026 08:00:00 GMT</pubDate></item>")
    links = LINK.format("a.xml") + LINK.format("b.xml")
    root = serve({"index.html": PAGE.format(links), "a.xml": RSS.format("A"), "b.xml": dated.format("B")})
    program.configure("")
    first, second = program.json("add", f"{root}/index.html", "--find")
    assert (first["title"], first["kind"], first["entries"], first["newest"]) == ("A", "RSS", 1, 0)
    assert (second["url"], second["newest"]) == (f"{root}/b.xml", 1_795_507_200)
    assert (program.home / "feeds.toml").read_text() == ""


def test_an_address_without_a_scheme_is_asked_without_security_when_there_is_none(
    program: Program, serve: Serve
) -> None:
    root = serve({"f.xml": RSS.format("Quay")})
    program.configure("")
    assert program.json("add", f"{root.removeprefix('http://')}/f.xml")["url"] == f"{root}/f.xml"


def test_a_guess_follows_no_redirect(program: Program) -> None:
    asked: list[str] = []

    class Redirecting(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            page = self.path == "/page"
            self.send_response(200 if page else 302)
            self.send_header("Location", "/elsewhere")
            self.send_header("Content-Length", "4" if page else "0")
            self.end_headers()
            self.wfile.write(b"<p>x" if page else b"")

        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Redirecting) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        program.configure("")
        program.run("add", f"http://127.0.0.1:{server.server_port}/page", code=1)
        server.shutdown()
    assert "/elsewhere" not in asked
    assert len(asked) <= 1 + 9
