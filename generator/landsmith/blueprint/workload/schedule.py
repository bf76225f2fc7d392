"""Schedules of cron, by Kubernetes' own reading of them.

Source: Kubernetes documentation, "CronJob", "Schedule syntax": five fields, Sunday is 0 and never
7, names of months and days have three letters.
"""

from __future__ import annotations

import re
from typing import Annotated, Final, NamedTuple

from pydantic import AfterValidator, Field

from landsmith.blueprint.base import refuse, shown


class _Field(NamedTuple):
    name: str
    first: int
    last: int
    names: tuple[str, ...] = ()


_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_DAYS = ("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT")
_FIELDS: Final = (
    _Field("minute", 0, 59),
    _Field("hour", 0, 23),
    _Field("day", 1, 31),
    _Field("month", 1, 12, _MONTHS),
    _Field("day of the week", 0, 6, _DAYS),
)
_MONTH_DAYS: Final = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_PART: Final = re.compile(
    r"(?:\*|(?P<first>[0-9]{1,2}|[A-Za-z]{3})(?:-(?P<last>[0-9]{1,2}|[A-Za-z]{3}))?)"
    r"(?:/(?P<step>[0-9]{1,2}))?"
)


def cron_problem(text: str) -> str:
    """Return what is wrong with a schedule, empty if it names a time that comes."""
    words = text.split(" ")
    if len(words) != len(_FIELDS):
        return f"expected five fields, not {shown(text)}"
    values = []
    for field, word in zip(_FIELDS, words, strict=True):
        found = [_values(field, part) for part in word.split(",")]
        if not all(found):
            return f"{shown(word)} is no {field.name} from {field.first} to {field.last}"
        values.append(set().union(*found))
    return "" if _comes(words, values) else f"no month has the day of {shown(text)}"


def _values(field: _Field, part: str) -> set[int]:
    """Return what one part of a field means, nothing if it can't be."""
    found = _PART.fullmatch(part)
    if found is None:
        return set()
    step, whole = int(found["step"] or 1), found["first"] is None
    first = field.first if whole else _number(field, found["first"])
    alone = not whole and found["last"] is None and found["step"] is None
    last = first if alone else _number(field, found["last"] or str(field.last))
    if step < 1 or not field.first <= first <= last <= field.last:
        return set()
    return set(range(first, last + 1, step))


def _number(field: _Field, word: str) -> int:
    if word.isdigit():
        return int(word)
    return field.first + field.names.index(word.upper()) if word.upper() in field.names else -1


def _comes(words: list[str], values: list[set[int]]) -> bool:
    """Tell whether some month has one of the days; a day of the week comes in any."""
    if words[4][0] != "*":
        return True
    return min(values[2]) <= max(_MONTH_DAYS[month - 1] for month in values[3])


def _schedule(value: str) -> str:
    if problem := cron_problem(value):
        raise refuse(problem, 'write minute, hour, day, month, weekday, such as "30 4 * * 1-5"')
    return value


Schedule = Annotated[
    str,
    Field(
        max_length=200,
        description="Five fields of cron: minute, hour, day, month, day of the week.",
    ),
    AfterValidator(_schedule),
]
"""When a CronJob runs."""
