"""`feeds`: how the sources are doing, in words and as JSON."""

from __future__ import annotations

from collections.abc import Callable

from tests.cli.conftest import Program

Serve = Callable[[dict[str, str]], str]
RSS = '<rss version="2.0"><channel><title>Quay</title><item><guid>1</guid></item></channel></rss>'


def test_a_source_that_answered_is_well(program: Program, serve: Serve) -> None:
    program.configure(f'[[feed]]\nurl = "{serve({"f.xml": RSS})}/f.xml"\n')
    program.run("fetch", "--quick")
    (row,) = program.json("feeds")
    assert (row["title"], row["state"], row["failures"], row["message"]) == ("Quay", "ok", 0, None)
    assert row["last_ok"] < row["next"]
    assert row["articles_a_week"] > 0


def test_what_is_wrong_comes_first_with_its_class_and_sentence(program: Program, serve: Serve) -> None:
    root = serve({"f.xml": RSS})
    program.configure(f'[[feed]]\nurl = "{root}/f.xml"\n[[feed]]\nurl = "{root}/none.xml"\n')
    program.run("fetch", "--quick")
    bad, good = program.json("feeds")
    assert (bad["state"], bad["class"], bad["failures"]) == ("failing", "http-404", 1)
    assert "has nothing at this address" in bad["message"]
    assert "look on its site" in bad["to_do"]
    assert good["to_do"] is None
    assert bad["to_do"] in program.run("feeds").stdout
    assert good["state"] == "ok"


def test_only_what_is_wrong_can_be_shown(program: Program, serve: Serve) -> None:
    program.configure(f'[[feed]]\nurl = "{serve({"f.xml": RSS})}/f.xml"\n')
    program.run("fetch", "--quick")
    assert program.run("feeds", "--failing").stdout == ""


def test_a_source_never_asked_is_new(program: Program) -> None:
    program.configure('[[feed]]\nurl = "https://user:s3cret@quay.example/f"\n')
    (row,) = program.json("feeds")
    assert (row["state"], row["last_ok"], row["key"]) == ("new", None, "https://quay.example/f")


def test_passwords_and_headers_are_not_shown(program: Program) -> None:
    program.configure(
        '[[feed]]\nurl = "https://quay.example/f"\npassword = "s3cret"\nheaders = {X-Key = "s3cret"}\n'
    )
    assert "s3cret" not in program.run("config", "show").stdout + program.run("feeds").stdout


def test_a_feed_is_switched_off_and_on_again(program: Program, serve: Serve) -> None:
    program.configure(f'# mine\n[[feed]]\nurl = "{serve({"f.xml": RSS})}/f.xml"\ntitle = "Quay"\n')
    assert "Quay is switched off" in program.run("feeds", "--off", "quay").stdout
    assert program.json("feeds")[0]["state"] == "off"
    assert "enabled = false" in (program.home / "feeds.toml").read_text()
    program.run("feeds", "--on", "Quay")
    assert program.json("feeds")[0]["state"] == "new"
    assert (program.home / "feeds.toml").read_text().startswith("# mine\n")


def test_a_feed_that_has_not_moved_stays_where_it_is(program: Program, serve: Serve) -> None:
    address = f"{serve({'f.xml': RSS})}/f.xml"
    program.configure(f'[[feed]]\nurl = "{address}"\n')
    told = program.run("feeds", "--move", address, code=3)
    assert "has not said that it has moved" in told.stderr
    assert address in (program.home / "feeds.toml").read_text()


def test_a_feed_nobody_knows_is_not_switched_off(program: Program) -> None:
    program.configure('[[feed]]\nurl = "https://quay.example/f"\n')
    assert "called 'harbour'" in program.run("feeds", "--off", "harbour", code=3).stderr
    assert "enabled" not in (program.home / "feeds.toml").read_text()
