"""Dates in words as days."""

import datetime

import pytest

from game.core.day import first, last


@pytest.mark.parametrize(
    ("text", "begins", "ends"),
    [
        ("26 June 1953", (1953, 6, 26), (1953, 6, 26)),
        ("26 June 1953, before noon", (1953, 6, 26), (1953, 6, 26)),
        ("22-29 June 1957", (1957, 6, 22), (1957, 6, 29)),
        ("February 1956", (1956, 2, 1), (1956, 2, 29)),
        ("February 1957, a thaw", (1957, 2, 1), (1957, 2, 28)),
        ("1953", (1953, 1, 1), (1953, 12, 31)),
    ],
)
def test_a_date_begins_and_ends(text: str, begins: tuple[int, int, int], ends: tuple[int, int, int]) -> None:
    """A vague date is all its days."""
    assert first(text) == datetime.date(*begins).toordinal()
    assert last(text) == datetime.date(*ends).toordinal()


@pytest.mark.parametrize("text", ["", "29 February 1957", "31 June 1953", "0 June 1953", "29-22 June 1957", "Juni 1953",
                                  "26 1953", "June 0000", "1953 June", "26 june 1953", "tomorrow"])  # fmt: skip
def test_what_is_on_no_calendar_is_no_day(text: str) -> None:
    """It is told elsewhere; here it is before all days."""
    assert first(text) == last(text) == 0
