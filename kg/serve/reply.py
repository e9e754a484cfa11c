"""A status, a media type and a body in, what a worker process sends back out; and the choice of a format."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass

import mimeparse

TEXT = "text/plain"


@dataclass(frozen=True, slots=True)
class Reply:
    """One HTTP answer before it is one."""

    status: int
    media: str
    body: bytes


def refusal(status: int, message: object) -> Reply:
    """A reply that says in words why there is no other."""
    return Reply(status, TEXT, f"{message}\n".encode())


def chosen(accept: str, wanted: str, media: Mapping[str, str]) -> str:
    """The media type to answer with, a key of `media`; "" where none is acceptable.

    `media` maps media types to names of formats, the best first. `wanted` is such a name or a media type, and goes
    before the Accept header.
    """
    if wanted:
        return next((each for each, form in media.items() if wanted in {each, form}), "")
    try:
        return str(mimeparse.best_match(list(media)[::-1], accept or "*/*"))
    except (mimeparse.MimeTypeParseException, ValueError):
        return ""


class Bounded(io.BytesIO):
    """Bytes in memory, up to a number of them. Raises OverflowError."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most

    def write(self, data: object) -> int:
        written = super().write(data)  # type: ignore[arg-type]
        if self.tell() > self._most:
            raise OverflowError
        return written
