"""Seconds, bytes and processes in, one frozen value that says how much a request may cost out."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """What a request may cost: `seconds`, bytes of `query`, `result` and `memory`; `processes` is how many at once."""

    seconds: float = 30.0
    query: int = MEGABYTE
    result: int = 50 * MEGABYTE
    memory: int = 4000 * MEGABYTE
    processes: int = 8
