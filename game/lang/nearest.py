"""The name that a misspelt one was meant to be, if one is near enough. Knows only words."""

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(word: str, names: Iterable[str]) -> str | None:
    """The nearest of the names; none if all are far. Small and capital letters are alike."""
    small = word.lower()
    half = small[: len(small) // 2]
    names = tuple(names)
    twice = {small * 2, half if small == half * 2 else small * 2}  # one of the two is the other typed twice
    if small and (twin := next((name for name in names if name.lower() in twice), None)):
        return twin
    slack = 2 + len(word) // 4
    folded = {name.lower(): name for name in names if abs(len(name) - len(word)) <= slack}
    found = get_close_matches(small, folded, 1, 0.7 if len(small) > 3 else 0.6)
    return folded[found[0]] if found else None
