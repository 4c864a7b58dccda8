"""Conditions in words."""

import pytest

from game.core.rule import Both, Compare, Either, Mark, Misread, Not, Rule, compiled, failing, read

SLOTS = {"army": 0, "beria": 1, "seen letter": 2, "chose prompted": 3, "carried": 4, "hands": 5}
FACTS = {"beria": ("at-large", "arrested", "shot")}


def holds(words: str, *values: int) -> bool:
    rule = read(words)
    assert not isinstance(rule, Misread), rule
    return compiled(rule, SLOTS, FACTS)(values)


@pytest.mark.parametrize(
    ("words", "values", "wanted"),
    [
        ("army at least 3", (3, 0, 0, 0, 0, 0), True),
        ("army at least 3", (2, 0, 0, 0, 0, 0), False),
        ("army at most 3", (4, 0, 0, 0, 0, 0), False),
        ("army is 4", (4, 0, 0, 0, 0, 0), True),
        ("army is not 4", (4, 0, 0, 0, 0, 0), False),
        ("beria is arrested", (0, 1, 0, 0, 0, 0), True),
        ("beria is not shot", (0, 2, 0, 0, 0, 0), False),
        ("seen letter", (0, 0, 1, 0, 0, 0), True),
        ("not chose prompted", (0, 0, 0, 1, 0, 0), False),
        ("carried and hands at least 5", (0, 0, 0, 0, 1, 5), True),
        ("not carried or hands is 5", (0, 0, 0, 0, 1, 4), False),
        ("army at least 3 and (seen letter or chose prompted)", (3, 0, 0, 1, 0, 0), True),
        ("army at least 3 and (seen letter or chose prompted)", (3, 0, 0, 0, 0, 0), False),
        ("not (seen letter and carried)", (0, 0, 1, 0, 0, 0), True),
    ],
)
def test_conditions_hold_as_their_words_say(words: str, values: tuple[int, ...], wanted: bool) -> None:
    """Each relation, each mark, and, or, not and brackets."""
    assert holds(words, *values) is wanted


def test_a_condition_is_read_into_its_parts() -> None:
    """The parts are what the checker and the explanation of a lock walk."""
    assert read("army at least 3 and (not seen letter or chose a/b/c)") == Both(
        (
            Compare("army", "at least", "3"),
            Either((Not(Mark("seen", "letter")), Mark("chose", "a/b/c"))),
        )
    )


@pytest.mark.parametrize(
    ("words", "under", "instead"),
    [
        ("army >= 3", ">=", "at least"),
        ("army == 3", "==", "is"),
        ("army>=3", "army>=3", "army at least 3"),
        ("seen(letter)", "seen", "seen letter"),
        ("army at lest 3", "lest", "least"),
        ("chse letter", "chse", "chose"),
        ("army iss 3", "iss", "is"),
        ("seen letterseen letter", "seen letterseen letter", "seen letter"),
        ("army at least", "t", None),
        ("army at least 3 and seen x or seen y", "or", None),
        ("(army is 3", "3", None),
        ("army is 3)", ")", None),
        ("army is 3 seen x", "seen", None),
        ("", "", None),
        ("is 3", "is", None),
    ],
)
def test_a_condition_that_cannot_be_read_is_told_at_its_word(words: str, under: str, instead: str | None) -> None:
    """The words at fault are underlined; where a sign was meant, its wording is named."""
    misread = read(words)
    assert isinstance(misread, Misread)
    assert words[misread.column : misread.column + misread.length].startswith(under)
    assert misread.instead == instead
    assert misread.message.endswith(".")


def test_the_clauses_that_keep_a_condition_from_holding() -> None:
    """Only what fails is told; a clause under a not is told as one that ought not to hold."""
    rule = read("army at least 3 and seen letter and not carried")
    assert not isinstance(rule, Misread)
    values = (5, 0, 0, 0, 1, 0)

    def true(inner: Rule) -> bool:
        return compiled(inner, SLOTS, FACTS)(values)

    assert [(type(clause).__name__, wanted) for clause, wanted in failing(rule, true)] == [
        ("Mark", True),
        ("Mark", False),
    ]


@pytest.mark.parametrize("words", ["not " * 50_000 + "carried", "(" * 50_000 + "carried" + ")" * 50_000])
def test_a_condition_without_an_end_is_refused(words: str) -> None:
    """However deep it goes, it is told as a mistake, and nothing overflows."""
    assert isinstance(read(words), Misread)


def test_a_sign_is_told_with_its_words() -> None:
    """`army = 3`, as programmers write it, names the words for the sign."""
    found = read("army = 3")
    assert isinstance(found, Misread)
    assert (found.column, found.instead) == (5, "is")
