"""Dates in words as days: 26 June 1953, June 1953, 1953, 22-29 June 1957. What follows a comma is not reckoned with."""

import datetime
import re
from calendar import monthrange
from functools import cache

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December")  # fmt: skip
SAID = re.compile(r"(?:(?:(\d{1,2})-)?(\d{1,2}) )?(?:([A-Z][a-z]+) )?(\d{4})(?:,.*)?", re.DOTALL)


@cache
def first(text: str) -> int:
    """The first day that a date can mean, as a number that grows by one a day; 0 if it is on no calendar."""
    days = _days(text)
    return days[0] if days else 0


@cache
def last(text: str) -> int:
    """The last day that a date can mean; 0 if it is on no calendar."""
    days = _days(text)
    return days[1] if days else 0


def _days(text: str) -> tuple[int, int] | None:
    said = SAID.fullmatch(text.strip())
    if said is None or (said[3] is None and said[2] is not None) or (said[3] is not None and said[3] not in MONTHS):
        return None
    year = int(said[4])
    low, high = (MONTHS.index(said[3]) + 1,) * 2 if said[3] else (1, 12)
    if year == 0:
        return None
    end = int(said[2]) if said[2] else monthrange(year, high)[1]
    begin = int(said[1] or said[2] or 1)
    if not 1 <= begin <= end <= monthrange(year, high)[1]:
        return None
    return datetime.date(year, low, begin).toordinal(), datetime.date(year, high, end).toordinal()


def in_words(day: int) -> str:
    """A day as a date in words."""
    date = datetime.date.fromordinal(day)
    return f"{date.day} {MONTHS[date.month - 1]} {date.year}"
