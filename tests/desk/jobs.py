"""Jobs for the killable pool; module level, so that another process can import them."""

from __future__ import annotations

import os
import time


def hang() -> None:
    time.sleep(600)


def die() -> None:
    os._exit(9)


def fail() -> float:
    return 1 / 0


def double(number: int) -> int:
    return number * 2


def eat(size: int) -> int:
    return len(bytearray(size))


def settle() -> None:
    os.environ["SETTLED"] = "yes"


def is_settled() -> bool:
    return "SETTLED" in os.environ


def reverse(body: bytes) -> bytes:
    return body[::-1]


def doze(seconds: float) -> float:
    time.sleep(seconds)
    return seconds


def doze_and_tell(seconds: float) -> int:
    time.sleep(seconds)
    return os.getpid()


def make_a_lambda() -> object:
    return lambda: None
