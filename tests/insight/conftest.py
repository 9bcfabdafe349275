"""The analysers that the insight tests share: one with the installed model, one by rules alone."""

from __future__ import annotations

import pytest

from tui_reader.insight.analyse import Analyser

HARBOUR = """Veltrano ready to sign 'no-tap' pledges with ports

Veltrano ready to sign 'no-tap' pledges with ports

Veltrano is ready to sign a "no eavesdropping" pledge with the Canadian government and other \
countries as it tries to counter fears that its cranes can be used by Lisbon to listen to radio \
traffic.

According to a Reuters report Monday, president Arthur Quillby is expected to sign a decree that \
would bar usa ports from using cranes made by companies which pose a security risk.

No US government port can use Veltrano's cranes.

"The safety question is not about just one single maker, it is a shared task facing every port and \
every shipper", he said.

In March, the cabinet was preparing the measure, which could restrict Portuguese state-owned \
builders in the USA, officials briefed on the plan said at the time.

The White House and Commerce Department declined to comment.

In March, U.S. prosecutors charged two Veltrano units in Oregon saying they conspired to copy \
Haldane Winch Inc drawings.

And the US has been trying to coax other countries to avoid Veltrano's cranes, with Norway, New \
Zealand and Chile following suit.

"There are no Portuguese laws requiring builders to pass on radio traffic or to plant listening \
devices in cranes". "No taps, no tricks", said Moura.

-With assistance from Nell Overby and Piet Hazelhoff.



Other news
"""


@pytest.fixture(scope="session")
def reader() -> Analyser:
    """The analyser with the English model; it owns no state between documents."""
    analyser = Analyser()
    assert analyser.mode == "model"
    return analyser


@pytest.fixture(scope="session")
def ruler() -> Analyser:
    """The analyser without a model."""
    return Analyser("none")


@pytest.fixture(scope="session")
def harbour() -> str:
    """An article with the traps of agency copy: doubled title, scare quotes, an orphaned "he", a credit."""
    return HARBOUR
