"""Datelines and file names in, the day of publication out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from pathlib import PurePosixPath

from kg.read.words import Words

_IN_NAME = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})([-_]?)([0-9]{2})\2([0-9]{2})(?![0-9])")


def published(datelines: Iterable[str], words: Words) -> date | None:
    """The day the article came out: a line that says "published" before a bare date, and that before "updated"."""
    ranked = [found for line in datelines if (found := _ranked(line, words))]
    return min(ranked, key=lambda found: found[0])[1] if ranked else None


def first_day(text: str, words: Words, start: int = 0) -> date | None:
    """The first date of the calendar at or after `start` that names day, month and year; 69 to 99 lie in the 1900s."""
    for match in words.date.finditer(text, start):
        groups = {name[0]: value for name, value in match.groupdict().items() if value}
        month = int(groups["m"]) if groups["m"].isdigit() else words.months.get(groups["m"].lower(), 0)
        if day := _day(_year(groups["y"]), month, int(groups["d"])):
            return day
    return None


def day_of_name(source: str) -> date | None:
    """The day in a file name, as in `VG-20121202-1.txt` or `2012-12-02-brev.txt`."""
    dates = (_day(int(y), int(m), int(d)) for y, _, m, d in _IN_NAME.findall(PurePosixPath(source).name))
    return next((day for day in dates if day), None)


def _ranked(line: str, words: Words) -> tuple[int, date] | None:
    mark = words.published.search(line)
    if mark and (day := first_day(line, words, mark.end())):
        return 0, day
    day = first_day(line, words)
    return (2 if words.updated.search(line) else 1, day) if day else None


def _year(digits: str) -> int:
    """Two digits as POSIX `strptime` reads `%y`."""
    year = int(digits)
    return year if len(digits) == 4 else year + (2000 if year < 69 else 1900)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
