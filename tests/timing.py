"""How the time that something takes grows with what it is given."""

from __future__ import annotations

import gc
from collections.abc import Callable
from time import process_time

_LEAST = 0.01  # seconds: below this the clock says little


def growth(act: Callable[[int], object], small: int, large: int) -> float:
    """Return how many times as long `act(large)` takes as `act(small)`, in CPU time: the least of three pairs.

    Both of a pair are measured one right after the other, so that a machine that becomes slow slows both, and
    without the garbage collector, which walks through all that the tests before have left.
    """

    def seconds(size: int) -> float:
        start = process_time()
        act(size)
        return process_time() - start

    act(small)  # what is loaded or compiled once
    gc.collect()
    gc.disable()
    try:
        pairs = [(max(seconds(small), _LEAST), seconds(large)) for _ in range(3)]
    finally:
        gc.enable()
    return min(long / short for short, long in pairs)
