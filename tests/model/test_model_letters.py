"""What stands round the text of a newsletter is told from the text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.model.letters import is_round_a_letter


@pytest.mark.parametrize(
    "line",
    [
        "View in browser",
        "View this email in your browser",
        "Read online",
        "Having trouble viewing this email? Click here.",
        "You are receiving this email because you signed up. Unsubscribe | Preferences\n1 Quay Street",
        "You received this newsletter because you subscribed at quay.example.",
        "This email was sent to ruta@quay.example by The Quay Letter.",
        "Unsubscribe",
        "Unsubscribe from this list",
        "Unsubscribe | Manage preferences | Privacy",
        "Manage your subscription here",
        "To unsubscribe, click here.",
        "If you no longer wish to receive these emails, click here.",
        "Forward this email to a friend",
        "Was this email forwarded to you? Sign up here.",
        "© 2031 The Quay Letter, Skarrow",
        "Diese E-Mail im Browser ansehen",
        "Newsletter abbestellen",
        "Sie erhalten diesen Newsletter, weil Sie sich angemeldet haben.",
        "Voir cette lettre dans votre navigateur",
        "Se désabonner de cette liste",
        "Vous recevez cet e-mail car vous êtes inscrit.",
    ],
)
def test_what_stands_round_a_letter_is_told(line: str) -> None:
    assert is_round_a_letter(line)


@pytest.mark.parametrize(
    "line",
    [
        "View from the quay: nobody was there.",
        "Unsubscribe buttons must be easy to find, the court ruled.",
        "Read online reviews with care, Quist said.",
        "You are receiving a visit from the keeper.",
        "This message was clear: the lamp stays.",
        "Manage your anger, he told them.",
        "Web versions of the map were late.",
        "Copyright is a right, Hamm said in 2031.",
        "Sie erhalten mehr Geld, sagte Brandvold.",
        "Voir la mer en hiver suffit.",
    ],
)
def test_what_a_letter_says_stays(line: str) -> None:
    assert not is_round_a_letter(line)


@given(st.text(st.sampled_from("view this e-mail in your browser |unsubscribe"), max_size=700))
def test_the_rule_ends_in_time(line: str) -> None:
    started = time.process_time()
    is_round_a_letter(line)
    assert time.process_time() - started < 0.2
