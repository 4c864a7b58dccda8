"""A problem as text: the place is underlined, also in a line that no terminal holds."""

import pytest

from game.core.problem import LONGEST, Place, Problem, shown

LONG = "      - " + " ".join(f"word{number}" for number in range(60))


@pytest.mark.parametrize("line", [LONG, LONG[:LONGEST], "\t\t- word"], ids=["long", "just fits", "tabs"])
def test_the_place_is_underlined(line: str) -> None:
    """Wherever it stands; what is left out on either side is told by three dots, and nothing else is changed."""
    for column in range(1, len(line) - 5):
        place = Place("room.yaml", 3, column, 3, column + 4)
        _, _, printed, under, *_ = shown(Problem("x", "error", place, "It is wrong.", line), "main.py").splitlines()
        at = under.index("^")
        assert printed[at : at + 4] == line[column - 1 : column + 3]
        assert under[at:] == "^^^^"
        assert printed[8:].strip("…") in line
        assert len(printed) <= 79
        assert ("…" in printed) == (len(line) > LONGEST)
