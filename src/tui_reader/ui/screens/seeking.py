"""Seeking: one field for an address, what is being asked meanwhile, and the feeds found, to choose from."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from tui_reader.errors import FetchError, SourceError, TuiReaderError
from tui_reader.model.subscription import Candidate
from tui_reader.model.text import clean_url
from tui_reader.ui.format import ago, counted
from tui_reader.ui.widgets.line_view import LineView
from tui_reader.ui.widgets.offer_list import Offer, OfferList

Seek = Callable[[str, Callable[[str], None]], Awaitable[Sequence[Candidate]]]
HINT = "address of a feed, or of any page that has one"
FIRST = "Enter looks for its feeds · Esc closes"
UNREACHED = frozenset({"dns", "connect", "offline", "timeout", "tls", "waiting"})
"""Failures that say nothing about the address: it may be added as it stands."""


class Seeking(ModalScreen[Candidate | None], inherit_bindings=False):
    """Enter looks, then takes the feed under the cursor; Esc stops looking, then closes."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "give_up", show=False),
        Binding("down,ctrl+n,tab", "step(1)", show=False),
        Binding("up,ctrl+p,shift+tab", "step(-1)", show=False),
    ]

    def __init__(self, seek: Seek, known: Callable[[str], bool], now: int) -> None:
        super().__init__(classes="-finder")
        self._seek, self._known, self._now = seek, known, now
        self._asked = ""
        """The address that was looked at, or is being."""
        self._looking = False
        self._as_is = False
        """Whether Enter once more adds the address as it stands."""
        self.list = OfferList("offers")

    def compose(self) -> ComposeResult:
        """The field, what is going on, what was found."""
        with Vertical(id="finder"):
            with Horizontal(id="finder-line"):
                yield Static(Content(" add "), id="finder-sign")
                yield Input(placeholder=HINT, compact=True, id="finder-input", select_on_focus=False)
            yield Static(Content(FIRST), id="finder-note")
            yield self.list

    def on_mount(self) -> None:
        """Take the keys."""
        self.query_one(Input).focus()

    def tell(self, words: str, *, wrong: bool = False) -> None:
        """Say what is going on; never as markup."""
        note = self.query_one("#finder-note", Static)
        note.set_class(wrong, "-wrong")
        note.update(Content(words))

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        if event.value != self._asked:
            self._stop()
            self._offer(())
            self.tell(FIRST)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        chosen = self.list.current
        if chosen is not None and isinstance(chosen.value, Candidate):
            self._take(chosen.value)
        elif self._as_is:
            self._take(Candidate(_address(self._asked), "", 0))
        elif event.value.strip() and not self._looking:
            self._asked = event.value
            self._looking = True
            self.run_worker(self._look(event.value), exclusive=True, exit_on_error=False)
        elif not self._looking:
            self.tell("Type an address first: example.org, or https://example.org/feed.xml", wrong=True)

    async def _look(self, typed: str) -> None:
        self.tell("looking … · Esc stops")
        try:
            found = await self._seek(typed, lambda words: self.tell(f"{words} … · Esc stops"))
        except FetchError as error:
            self._as_is = error.kind in UNREACHED and bool(_address(typed))
            again = " · Enter adds it as it stands" if self._as_is else ""
            self.tell(f"{error}{again}", wrong=True)
        except SourceError as error:
            self.tell(str(error), wrong=True)
        except (TuiReaderError, OSError, ValueError) as error:
            self.tell(f"that could not be looked at: {error}", wrong=True)
        else:
            self._found(found)
        finally:
            self._looking = False

    def _found(self, found: Sequence[Candidate]) -> None:
        self._offer([self._offered(one) for one in found])
        self.list.move_to(next((n for n, one in enumerate(found) if not self._known(one.url)), 0))
        self._say_which()

    def _say_which(self) -> None:
        """What can be done, and the address under the cursor."""
        count, offer = len(self.list.offers), self.list.current
        choose = "↑ ↓ choose · " if count > 1 else ""
        where = offer.value.shown if offer and isinstance(offer.value, Candidate) else ""
        self.tell(f"{counted(count, 'feed')} · {choose}Enter adds it · Esc closes\n{where}")

    def _offered(self, one: Candidate) -> Offer:
        facts = [one.kind, counted(one.entries, "article"), ago(self._now, one.newest) if one.newest else ""]
        if self._known(one.url):
            facts = ["in feeds.toml already"]
        return Offer(one.title or one.shown, " · ".join(filter(None, facts)), value=one)

    def _offer(self, offers: Sequence[Offer]) -> None:
        self._as_is = False
        self.list.show(offers, chosen=bool(offers))
        self.list.styles.height = min(len(offers), 8)

    def _take(self, one: Candidate) -> None:
        if self._known(one.url):
            self.tell(f"{one.title or one.shown} is in feeds.toml already", wrong=True)
        else:
            self.dismiss(one)

    def _stop(self) -> bool:
        """Stop looking; whether there was anything to stop."""
        looking, self._looking = self._looking, False
        if looking:
            self.workers.cancel_node(self)
        return looking

    @on(LineView.Chosen)
    def _clicked(self, event: LineView.Chosen) -> None:
        event.stop()
        self.list.chosen = True
        if self.list.current is not None and isinstance(self.list.current.value, Candidate):
            self._take(self.list.current.value)

    @on(LineView.Highlighted)
    def _highlighted(self, event: LineView.Highlighted) -> None:
        event.stop()
        if self.list.offers:
            self._say_which()

    def action_give_up(self) -> None:
        """Esc."""
        if self._stop():
            self.tell("stopped · " + FIRST)
        else:
            self.dismiss(None)

    def action_step(self, delta: int) -> None:
        """Through what was found."""
        self.list.step(delta)


def _address(typed: str) -> str:
    """What is typed as an address to be added unasked; "" when it is none."""
    url = clean_url(typed.strip() if "://" in typed else f"https://{typed.strip()}")
    return url if url.startswith(("http://", "https://")) else ""
