"""A time expression as a grammar found it in, the span of the calendar it means out: one function per kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from types import MappingProxyType

from kg.extract import calendar
from kg.extract.calendar import FUTURE, PAST, PRESENT, UNKNOWN, Span
from kg.extract.expression import Expression

FIRST_YEAR, LAST_YEAR = 1500, 2100  # a bare number outside these is no year
# The month that stands for a season when the nearest one is sought.
MIDDLE_MONTH = {"spring": 4, "summer": 7, "autumn": 10, "winter": 1, "easter": 4, "christmas": 12, "whitsun": 6}


def meaning(moment: Expression) -> Span | None:
    """The span of an expression, UNKNOWN where it cannot be placed, None where it is no time after all."""
    return CASES[moment.match.rule.means](moment)


def _found(day: date | None) -> Span:
    return UNKNOWN if day is None else calendar.on_day(day)


def _month_day(moment: Expression, month: int, day: int) -> Span | None:
    """A day of a month, in the year named or the likeliest; a weekday with it must fit, if a year near makes it fit."""
    if calendar.a_date(2000, month, day) is None:
        return None
    year = moment.year or calendar.likeliest_year(moment.reference, month, day)
    if year is None:
        return UNKNOWN
    near = [calendar.a_date(y, month, day) for y in ([year] if moment.year else [year, year - 1, year + 1])]
    fitting = [day for day in near if day and str(day.isoweekday()) == moment.key("weekdays")]
    return _found(next(iter(fitting), near[0]))


def _date(moment: Expression) -> Span | None:
    return _month_day(moment, moment.number("months"), moment.days[0]) if moment.days else None


def _days(moment: Expression) -> Span | None:
    month = moment.number("months")
    spans = [_month_day(moment, month, day) for day in moment.days[:2]]
    if len(spans) < 2 or spans[0] is None or spans[1] is None or moment.days[0] >= moment.days[1]:
        return None
    return calendar.joined(spans[0], spans[1])


def _dotted(moment: Expression) -> Span | None:
    """Day, month and year in figures, in that order; two digits of a year are of 1970–2069."""
    day, month, year = (int(part) for part in moment.match.parts["dotted"][0].text.split("."))
    full = year if year > 99 else year + (2000 if year < 70 else 1900)
    found = calendar.a_date(full, month, day)
    return None if found is None else calendar.on_day(found)


def _iso(moment: Expression) -> Span | None:
    found = calendar.a_date(moment.years[0], *(moment.days[:2])) if len(moment.days) == 2 else None
    return None if found is None else calendar.on_day(found)


def _month(moment: Expression) -> Span:
    """A month, in the year named or the likeliest."""
    month = moment.number("months")
    year = moment.year or calendar.likeliest_year(moment.reference, month)
    return UNKNOWN if year is None else calendar.in_months(year, month, month)


def _bare_month(moment: Expression) -> Span | None:
    """A month alone, which must be written as the lexicon writes it: "Mai" and "may" are other words."""
    written = moment.match.symbols[0].text
    return _month(moment) if moment.grammar.holds("months", written) else None


def _which_month(moment: Expression) -> Span:
    """Last March, next May: never the month that is."""
    which, month = moment.number("which"), moment.number("months")
    year = calendar.likeliest_year(moment.towards({-1: PAST, 0: PRESENT, 1: FUTURE}[which]), month)
    if year is None or moment.published is None:
        return UNKNOWN
    year += which if month == moment.published.month else 0
    return calendar.in_months(year, month, month)


def _months(moment: Expression) -> Span | None:
    first, last = (int(moment.grammar.key("months", symbol.text)) for symbol in moment.match.parts["months"])
    return calendar.in_months(moment.year, first, last) if moment.year and first < last else UNKNOWN


def _weekday(moment: Expression) -> Span:
    key = moment.key("weekdays") or moment.key("weekday_parts") or moment.key("weekday_genitives")
    which = moment.key("which")
    if which == "0" and moment.published:
        return _found(calendar.weekday_of_week(moment.published, int(key), 0))
    ahead = moment.reference.tense in (FUTURE, PRESENT) if not which else which == "1"
    return _found(calendar.weekday(moment.towards(FUTURE if ahead else PAST), int(key), strict=bool(which)))


def _weekday_of_week(moment: Expression) -> Span | None:
    if moment.key("units") != "week":
        return None
    if moment.published is None:
        return UNKNOWN
    day = calendar.weekday_of_week(moment.published, moment.number("weekdays"), moment.number("which"))
    return _found(day)


def _last_weekday(moment: Expression) -> Span:
    return _found(calendar.weekday(moment.towards(PAST), moment.number("last_weekdays"), strict=True))


def _genitive(moment: Expression) -> Span:
    if moment.key("weekday_genitives"):
        return _weekday(moment)
    if moment.key("day_genitives"):
        return _shifted(moment, "day", moment.number("day_genitives"))
    return _shifted(moment, "year", moment.number("year_genitives"))


def _shifted(moment: Expression, unit: str, count: int) -> Span:
    return calendar.shifted(moment.published, unit, count) if moment.published else UNKNOWN


def _period(moment: Expression) -> Span:
    """Last week, this month, next year; a next weekend is the coming one."""
    unit, which = moment.key("units"), moment.number("which")
    if unit == "weekend" and which == 1 and moment.published and moment.published.isoweekday() < 6:
        which = 0
    return _shifted(moment, unit, which) if unit in ("week", "weekend", "month", "year") else UNKNOWN


def _weekend(moment: Expression, ahead: bool = False) -> Span:
    """The weekend that is, was last or comes next, by tense."""
    if moment.published is None:
        return UNKNOWN
    coming = ahead or moment.reference.tense in (FUTURE, PRESENT) or moment.published.isoweekday() > 5
    return _shifted(moment, "weekend", 0 if coming else -1)


def _distance(moment: Expression, sign: int) -> Span:
    """Two years ago, in three days: as exact as the unit; half a year is six months."""
    count, unit = moment.count, moment.key("units")
    if unit == "year" and count == 0.5:
        count, unit = 6.0, "month"
    if count is None or count != int(count) or count > 10_000:
        return UNKNOWN
    return _shifted(moment, unit, sign * int(count))


def _ahead_if_future(moment: Expression) -> Span:
    """ "in three days" lies ahead in the future tense; else it may be how long something took."""
    return _distance(moment, 1) if moment.reference.tense == FUTURE else UNKNOWN


def _era(moment: Expression) -> Span | None:
    """A decade, or a century where the year ends in two noughts before 2000; several decades, from first to last.

    Two digits are of 1920–2019.
    """
    named = [moment.number("decades")] if moment.key("decades") else []
    short = [int(symbol.text) for symbol in moment.match.symbols if symbol.kind == "digits2"]
    firsts = [*named, *moment.years, *(year + (2000 if year < 20 else 1900) for year in short)]
    if not firsts or any(first % 10 for first in firsts):
        return None
    if len(firsts) > 1:
        return calendar.in_years(min(firsts), max(firsts) + 9)
    first = firsts[0]
    return calendar.in_era(first, 100 if first % 100 == 0 and first < 2000 else 10, moment.key("phases"))


def _century(moment: Expression) -> Span | None:
    return calendar.in_era((moment.days[0] - 1) * 100, 100, moment.key("phases")) if moment.days else None


def _year_part(moment: Expression) -> Span | None:
    """A half, third or quarter of a year, as its months."""
    parts, place = int(moment.key("year_parts") or moment.key("quarters")), moment.days[0] if moment.days else 0
    if not 1 <= place <= parts:
        return None
    first, last = (place - 1) * 12 // parts + 1, place * 12 // parts
    year = moment.year or calendar.likeliest_year(moment.reference, first)
    return UNKNOWN if year is None else calendar.in_months(year, first, last)


def _week(moment: Expression) -> Span | None:
    number = moment.count
    if number is None or number != int(number) or not 1 <= number <= 53:
        return None
    year = moment.year or (moment.published and moment.published.year)
    return calendar.numbered_week(year, int(number)) if year else UNKNOWN


def _new_year(moment: Expression) -> Span:
    """The first of January that is past, comes next or, where the tense does not tell, is nearest."""
    tense = {PRESENT: FUTURE, "": PRESENT}.get(moment.reference.tense, moment.reference.tense)
    year = calendar.likeliest_year(moment.towards(tense), 1, 1)
    return _found(calendar.a_date(year, 1, 1) if year else None)


def _feast(moment: Expression) -> Span | None:
    month, day = moment.key("feasts").split("-")
    return _month_day(moment, int(month), int(day))


def _season(moment: Expression, tense: str = "") -> Span:
    """The year of a season: nobody agrees on its first and last day."""
    tense = {"-1": PAST, "0": PRESENT, "1": FUTURE}.get(moment.key("which"), tense or moment.reference.tense)
    year = moment.year or calendar.likeliest_year(moment.towards(tense), MIDDLE_MONTH[moment.key("seasons")])
    return calendar.in_year(year) if year else UNKNOWN


def _this_season(moment: Expression) -> Span | None:
    """Not "i vår familie", where the word determines a noun."""
    ambiguous = moment.grammar.key("determiners", moment.match.symbols[-1].text)
    return None if ambiguous and moment.ask_counted() else _season(moment)


def _hour(moment: Expression) -> Span | None:
    """A time of day, which is of the day of publication unless a day stands with it."""
    hours = [int(symbol.text) for symbol in moment.match.symbols if symbol.kind in ("digits1", "digits2")]
    return None if any(hour > 24 for hour in hours) else _shifted(moment, "day", 0)


def _named_year(moment: Expression) -> Span:
    return calendar.in_year(moment.years[0]) if moment.years else _shifted(moment, "year", moment.number("years"))


def _bare_year(moment: Expression) -> Span | None:
    year = moment.years[0]
    return calendar.in_year(year) if FIRST_YEAR <= year <= LAST_YEAR and not moment.ask_counted() else None


def _years(moment: Expression) -> Span | None:
    first, *rest = moment.years
    last = rest[0] if rest else first - first % 100 + moment.days[0] if moment.days else 0
    plausible = FIRST_YEAR <= first < last <= LAST_YEAR and not moment.ask_counted()
    return calendar.in_years(first, last) if plausible else None


CASES: Mapping[str, Callable[[Expression], Span | None]] = MappingProxyType(
    {
        "date": _date,
        "days": _days,
        "dotted": _dotted,
        "iso": _iso,
        "month": _month,
        "bare_month": _bare_month,
        "which_month": _which_month,
        "months": _months,
        "weekday": _weekday,
        "weekday_of_week": _weekday_of_week,
        "last_weekday": _last_weekday,
        "genitive": _genitive,
        "day": lambda moment: _shifted(moment, "day", moment.number("days")),
        "year": _named_year,
        "period": _period,
        "weekend": _weekend,
        "bare_weekend": _weekend,
        "next_weekend": partial(_weekend, ahead=True),
        "ago": partial(_distance, sign=-1),
        "ahead": partial(_distance, sign=1),
        "ahead_if_future": _ahead_if_future,
        "plain": lambda _moment: UNKNOWN,
        "era": _era,
        "century": _century,
        "year_part": _year_part,
        "quarter": _year_part,
        "week": _week,
        "new_year": _new_year,
        "bare_new_year": _new_year,
        "feast": _feast,
        "season": _season,
        "this_season": _this_season,
        "bare_season": _this_season,
        "next_season": partial(_season, tense=FUTURE),
        "which_season": _season,
        "hour": _hour,
        "named_year": _named_year,
        "bare_year": _bare_year,
        "years": _years,
    }
)
