"""Dates and counts in, spans of ISO 8601 strings out; pure arithmetic on the proleptic Gregorian calendar.

A span is `(begin, end)`, both as exact as what is known: `("2020-09-30", "2020-09-30")` is a day, `("2020", "2020")` a
year, `("1994", "")` a time from 1994 on, and `UNKNOWN` a time that cannot be placed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

Span = tuple[str, str]
UNKNOWN: Span = ("", "")
PAST, PRESENT, FUTURE = "past", "present", "future"
LATEST_YEAR = 9999
AHEAD_DAYS = 244  # the present tense tells more of what lies ahead: "moves to X in summer"
NEAR_DAYS = 61  # how far ahead a date without a year is looked for where no tense tells
THIRDS = {"early": (0.0, 1 / 3), "middle": (0.4, 0.6), "late": (0.7, 1.0)}


@dataclass(frozen=True, slots=True)
class Reference:
    """What relative times are relative to: the day of publication, if known, and the tense ("" unknown)."""

    published: date | None
    tense: str = ""


def on_day(day: date) -> Span:
    return day.isoformat(), day.isoformat()


def between(first: date, last: date) -> Span:
    return first.isoformat(), last.isoformat()


def in_year(year: int) -> Span:
    return in_years(year, year)


def in_years(first: int, last: int) -> Span:
    """UNKNOWN outside the years 1–9999, which ISO 8601 writes with four digits."""
    return (f"{first:04d}", f"{last:04d}") if 1 <= first <= last <= LATEST_YEAR else UNKNOWN


def in_months(year: int, first: int, last: int) -> Span:
    if not (1 <= first <= last <= 12 and 1 <= year <= LATEST_YEAR):
        return UNKNOWN
    return f"{year:04d}-{first:02d}", f"{year:04d}-{last:02d}"


def in_era(first: int, length: int, phase: str = "") -> Span:
    """A decade or century from the year `first`, or its "early", "middle" or "late" part ("early 1990s": to 1993)."""
    if not phase:
        return in_years(first, first + length - 1)
    low, high = THIRDS[phase]
    return in_years(first + round(low * length), first + min(round(high * length), length - 1))


def a_date(year: int, month: int, day: int) -> date | None:
    """The date, or None where there is no such day."""
    try:
        return date(year, month, day)
    except (ValueError, OverflowError):
        return None


def moved(day: date, days: int) -> date | None:
    """The day so many days later; None where the calendar ends."""
    try:
        return day + timedelta(days)
    except OverflowError:
        return None


def weekday(reference: Reference, number: int, strict: bool = False) -> date | None:
    """The last weekday `number` (Monday is 1) up to the reference day, or in the future tense the first from it on.

    The reference day itself counts unless `strict`.
    """
    if reference.published is None:
        return None
    ahead = reference.tense == FUTURE
    distance = (number - reference.published.isoweekday() if ahead else reference.published.isoweekday() - number) % 7
    distance = 7 if strict and distance == 0 else distance
    return moved(reference.published, distance if ahead else -distance)


def weekday_of_week(published: date, number: int, weeks: int) -> date | None:
    """Weekday `number` of the week so many weeks after that of the reference day."""
    return moved(published, number - published.isoweekday() + 7 * weeks)


def week(day: date) -> Span:
    """The ISO week, Monday to Sunday, in which the day lies."""
    first, last = moved(day, 1 - day.isoweekday()), moved(day, 7 - day.isoweekday())
    return between(first, last) if first and last else UNKNOWN


def numbered_week(year: int, number: int) -> Span:
    try:
        return week(date.fromisocalendar(year, number, 1))
    except ValueError:
        return UNKNOWN


def weekend(day: date) -> Span:
    """Saturday and Sunday of the day's week."""
    first, last = moved(day, 6 - day.isoweekday()), moved(day, 7 - day.isoweekday())
    return between(first, last) if first and last else UNKNOWN


def likeliest_year(reference: Reference, month: int, day: int = 0) -> int | None:
    """The year meant by a month, or by a day of it, that is named without one.

    Past tense: the last such up to the reference day; future: the next; present: the nearest, or one up to eight months
    ahead; unknown: the last one, unless the next is within two months.
    """
    now = reference.published
    if now is None:
        return None
    passed = (month, day) <= (now.month, now.day if day else 0)
    begun = (month, day) < (now.month, now.day if day else 0)
    if reference.tense == PAST:
        return now.year if passed else now.year - 1
    if reference.tense == FUTURE:
        return now.year + 1 if begun else now.year
    distance = (month - now.month) * 30.4 + (day - now.day if day else 0)
    if reference.tense == PRESENT:
        return now.year + (-1 if distance > AHEAD_DAYS else 1 if distance < AHEAD_DAYS - 365 else 0)
    return now.year + (-1 if distance > NEAR_DAYS else 1 if distance < NEAR_DAYS - 365 else 0)


def shifted(day: date, unit: str, count: int) -> Span:
    """The day, week, weekend, month, year or decade so many units after the one in which the day lies."""
    if unit in ("day", "week", "weekend"):
        target = moved(day, count * (1 if unit == "day" else 7)) if abs(count) < 10**6 else None
        return UNKNOWN if target is None else {"day": on_day, "week": week, "weekend": weekend}[unit](target)
    if unit == "month":
        months = day.year * 12 + day.month - 1 + count
        return in_months(months // 12, months % 12 + 1, months % 12 + 1)
    if unit == "year":
        return in_year(day.year + count)
    return on_day(day) if unit == "hour" and abs(count) < 12 else UNKNOWN


def joined(first: Span, last: Span, tense: str = "") -> Span:
    """From the begin of one to the end of the other; UNKNOWN where they cannot be put in order.

    Two weekdays are of one week ("from Monday to Friday"), a first date without a year is of the last one's year.
    """
    begin, end = first[0], last[1]
    if not (begin and end):
        return UNKNOWN
    if begin[: len(end)] <= end[: len(begin)]:
        return begin, end
    if len(begin) == len(end) == 10:
        one, other = date.fromisoformat(begin), date.fromisoformat(end)
        moved_day = moved(other, 7) if tense == FUTURE else moved(one, -7)
        if (one - other).days < 7 and moved_day:
            return (begin, moved_day.isoformat()) if tense == FUTURE else (moved_day.isoformat(), end)
    retold = end[:4] + begin[4:]
    return (retold, end) if len(begin) > 4 and retold <= end else UNKNOWN
