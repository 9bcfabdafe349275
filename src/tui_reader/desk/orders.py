"""What a screen asks the language worker for, one line of JSON each."""

from __future__ import annotations

import json
import queue
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Order:
    """What the screen asks for: articles to do first, or a look whether there is more to do."""

    first: tuple[int, ...] = ()


END = Order((-1,))
"""The last order."""


class Orders(queue.SimpleQueue[Order]):
    """Orders on their way to the worker."""

    def __init__(self) -> None:
        super().__init__()
        self.received = 0
        """Lines that have come so far."""

    def take(self, line: bytes) -> None:
        """Take in a line; what cannot be read means "look whether there is more"."""
        try:
            order = Order(tuple(int(item) for item in json.loads(line).get("first", ())))
        except (ValueError, TypeError, AttributeError):
            order = Order()
        self.received += 1
        self.put(order)
