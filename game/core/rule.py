"""Conditions in words: read them, compile them, say which clause failed. Names are only names here.

army at least 3 and (beria is arrested or not seen letter) and after 26 June 1953
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Literal

from game.core.day import last

Values = tuple[int, ...]
Test = Callable[[Sequence[int]], bool]
Relation = Literal["at least", "at most", "is", "is not"]
WORDS = frozenset(("at", "least", "most", "is", "not", "and", "or", "seen", "chose", "role", "after", "gently",
                   "carried", "hands", "if", "otherwise"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Compare:
    """`army at least 3`, `beria is not shot`, `hands is 5`, `role is zhukov`. `column` is the offset of its first letter in the words."""

    name: str
    relation: Relation
    value: str
    column: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Mark:
    """`seen letter`, `chose prompted`, `carried`, `gently`; `after 26 June 1953`, whose name is the date."""

    kind: Literal["seen", "chose", "carried", "gently", "after"]
    name: str
    column: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Not:
    rule: "Rule"


@dataclass(frozen=True, slots=True)
class Both:
    rules: tuple["Rule", ...]


@dataclass(frozen=True, slots=True)
class Either:
    rules: tuple["Rule", ...]


Rule = Compare | Mark | Not | Both | Either


@dataclass(frozen=True, slots=True)
class Misread:
    """A condition that cannot be read: offset and length of the words at fault, what is wrong, what to write instead.

    `alone` is the offset of a name that stands without a word that says what is asked about it.
    """

    column: int
    length: int
    message: str
    instead: str | None = None
    alone: int | None = None


class _Fault(Exception):
    """Carries a Misread out of the reader."""


SLOTS = {"carried": "carried", "gently": "gently", "after": "day"}
LONGEST = 200  # words; brackets within brackets are read one inside the other, so there must be an end
TOKENS = re.compile(r"\s*(?:([()])|([^\s()]+))")
SYMBOLS = {">=": "at least", "=>": "at least", "<=": "at most", "=<": "at most", "==": "is", "=": "is", "!=": "is not",
           "&&": "and", "||": "or", "!": "not"}  # fmt: skip


def read(words: str) -> Rule | Misread:
    """The condition, or what is wrong with it."""
    tokens = [(one[1] or one[2], one.start(1) if one[1] else one.start(2)) for one in TOKENS.finditer(words)]
    half = words[: len(words) // 2]
    if half and words == half * 2:
        return Misread(0, len(words), "This condition stands here twice.", half.strip())
    if len(tokens) > LONGEST:
        return Misread(0, len(words), f"A condition of more than {LONGEST} words is more than anybody can check.")
    try:
        rule, rest = _joined(tokens, 0, words)
        if rest < len(tokens):
            raise _Fault(_stray(*tokens[rest]))
        return rule
    except _Fault as fault:
        misread: Misread = fault.args[0]
        return misread


def _stray(word: str, column: int) -> Misread:
    if word in SYMBOLS:
        return Misread(column, len(word), f'"{word}" is not a word of conditions.', SYMBOLS[word])
    if word == ")":
        return Misread(column, 1, "This bracket closes nothing.")
    return Misread(column, len(word), f'"{word}" is one word too many here: conditions are joined by "and" or "or".')


def _joined(tokens: list[tuple[str, int]], at: int, words: str) -> tuple[Rule, int]:
    first, at = _single(tokens, at, words)
    rules, joint = [first], None
    while at < len(tokens) and tokens[at][0] in ("and", "or"):
        if joint not in (None, tokens[at][0]):
            raise _Fault(Misread(tokens[at][1], len(tokens[at][0]),
                                 'Where "and" meets "or", brackets must say which belong together.'))  # fmt: skip
        joint = tokens[at][0]
        rule, at = _single(tokens, at + 1, words)
        rules.append(rule)
    if joint is None:
        return first, at
    return (Both if joint == "and" else Either)(tuple(rules)), at


def _single(tokens: list[tuple[str, int]], at: int, words: str) -> tuple[Rule, int]:
    word, column = _next(tokens, at, words)
    if word == "not":
        rule, at = _single(tokens, at + 1, words)
        return Not(rule), at
    if word == "(":
        rule, at = _joined(tokens, at + 1, words)
        closing, where = _next(tokens, at, words, "A bracket is opened and not closed.")
        if closing != ")":
            raise _Fault(_stray(closing, where))
        return rule, at + 1
    if word == "carried" or word == "gently":
        return Mark("carried" if word == "carried" else "gently", "", column), at + 1
    if word == "after":
        return _after(tokens, at + 1, words)
    if word == "seen" or word == "chose":
        name, where = _next(tokens, at + 1, words, f'After "{word}" stands a name.')
        if name == "(":
            raise _Fault(_called(words, column, where))
        return Mark("seen" if word == "seen" else "chose", name, where), at + 2
    return _compare(tokens, at, words)


def _after(tokens: list[tuple[str, int]], at: int, words: str) -> tuple[Rule, int]:
    """A date of up to three words, which ends in its year."""
    _, column = _next(tokens, at, words, 'After "after" stands a date, such as 26 June 1953.')
    end = next((n for n in range(at, min(at + 3, len(tokens))) if re.fullmatch(r"\d{4}", tokens[n][0])), at)
    text = " ".join(word for word, _ in tokens[at : end + 1])
    if not last(text):
        length = tokens[end][1] + len(tokens[end][0]) - column
        said = f'"{text}" is no date. Dates are written 26 June 1953, June 1953 or 1953.'
        raise _Fault(Misread(column, length, said))
    return Mark("after", text, column), end + 1


def _compare(tokens: list[tuple[str, int]], at: int, words: str) -> tuple[Rule, int]:
    name, column = tokens[at]
    if not re.fullmatch(r"[\w/-]+", name) or (name in WORDS and name not in ("hands", "role")):
        raise _Fault(_misplaced(name, column))
    lacking = f'After "{name}" stands "at least", "at most", "is" or "is not".'
    if at + 1 == len(tokens):
        raise _Fault(Misread(max(len(words.rstrip()) - 1, 0), 1, lacking, alone=column))
    relation, where = tokens[at + 1]
    if relation == "at":
        bound, there = _next(tokens, at + 2, words, 'After "at" stands "least" or "most".')
        if bound not in ("least", "most"):
            near = _near(bound, "least", "most")
            raise _Fault(Misread(there, len(bound), 'After "at" stands "least" or "most".', near))
        value, _ = _next(tokens, at + 3, words, f'After "at {bound}" stands a number.')
        return Compare(name, "at least" if bound == "least" else "at most", value, column), at + 4
    if relation == "is":
        value, _ = _next(tokens, at + 2, words, 'After "is" stands a number or a word.')
        if value == "not":
            value, _ = _next(tokens, at + 3, words, 'After "is not" stands a number or a word.')
            return Compare(name, "is not", value, column), at + 4
        return Compare(name, "is", value, column), at + 3
    if relation in SYMBOLS:
        raise _Fault(_stray(relation, where))
    if opening := _near(name, "seen", "chose", "after", "not"):
        said = f'"{name}" is not a word of conditions. The nearest is "{opening}".'
        raise _Fault(Misread(column, len(name), said, opening))
    raise _Fault(Misread(where, len(relation), lacking, _near(relation, "is", "at"), column))


def _near(word: str, *words: str) -> str | None:
    """The word of conditions that a misspelt one was meant to be."""
    return next(iter(get_close_matches(word, words, 1, 0.6)), None)


def _called(words: str, column: int, bracket: int) -> Misread:
    """`seen(letter)`, as programmers write it."""
    end = words.find(")", bracket)
    inside = words[bracket + 1 : end if end > 0 else None].strip()
    length = (end + 1 if end > 0 else len(words)) - column
    return Misread(column, length, "A name stands in no brackets.", f"{words[column:bracket].strip()} {inside}")


def _misplaced(name: str, column: int) -> Misread:
    if sign := re.fullmatch(r"([\w/-]+)(>=|<=|==|!=|=)([\w-]*)", name):
        return Misread(column, len(name), f'"{sign[2]}" is not a word of conditions.',
                       f"{sign[1]} {SYMBOLS[sign[2]]} {sign[3]}".strip())  # fmt: skip
    return Misread(column, len(name), f'"{name}" is not a name that a condition can ask about.')


def _next(
    tokens: list[tuple[str, int]], at: int, words: str, missing: str = "A condition is missing here."
) -> tuple[str, int]:
    if at < len(tokens):
        return tokens[at]
    raise _Fault(Misread(max(len(words.rstrip()) - 1, 0), 1, missing))


def clauses(rule: Rule) -> Iterator[Compare | Mark]:
    """Every single clause, in the order of the words."""
    match rule:
        case Not(inner):
            yield from clauses(inner)
        case Both(rules) | Either(rules):
            for inner in rules:
                yield from clauses(inner)
        case Compare() | Mark():
            yield rule


def said(rule: Rule) -> str:
    """A condition in words, each name by its last part."""
    match rule:
        case Not(inner):
            return f"not {said(inner)}"
        case Both(rules) | Either(rules):
            return f"({(' and ' if isinstance(rule, Both) else ' or ').join(map(said, rules))})"
        case Compare(name, relation, value):
            return f"{name.rpartition('/')[2]} {relation} {value}"
        case Mark(kind, name):
            return f"{kind} {name.rpartition('/')[2]}".rstrip()


def slot(clause: Compare | Mark) -> str:
    """The name under which a story's slots keep what the clause asks about."""
    if isinstance(clause, Compare):
        return clause.name
    return f"{clause.kind} {clause.name}" if clause.kind in ("seen", "chose") else SLOTS[clause.kind]


def compiled(rule: Rule, slots: Mapping[str, int], facts: Mapping[str, tuple[str, ...]]) -> Test:
    """The condition as a function of a state's values. Names must exist: lang has seen to that."""
    match rule:
        case Not(inner):
            test = compiled(inner, slots, facts)
            return lambda values: not test(values)
        case Both(rules):
            tests = tuple(compiled(inner, slots, facts) for inner in rules)
            return lambda values: all(test(values) for test in tests)
        case Either(rules):
            tests = tuple(compiled(inner, slots, facts) for inner in rules)
            return lambda values: any(test(values) for test in tests)
        case Mark(kind, name):
            at, above = slots[slot(rule)], last(name) if kind == "after" else 0
            return lambda values: values[at] > above
        case Compare(name, relation, value):
            number = facts[name].index(value) if name in facts else int(value)
            return _comparison(slots[name], relation, number)


def _comparison(at: int, relation: Relation, number: int) -> Test:
    match relation:
        case "at least":
            return lambda values: values[at] >= number
        case "at most":
            return lambda values: values[at] <= number
        case "is":
            return lambda values: values[at] == number
        case "is not":
            return lambda values: values[at] != number


def failing(rule: Rule, holds: Callable[[Rule], bool]) -> Iterator[tuple[Compare | Mark, bool]]:
    """The clauses that keep a rule from holding; each with whether it ought to hold (False under a `not`)."""
    match rule:
        case Both(rules):
            for inner in rules:
                if not holds(inner):
                    yield from failing(inner, holds)
        case Either(rules):
            for inner in rules:
                yield from failing(inner, holds)
        case Not(inner):
            yield from ((clause, False) for clause in clauses(inner))
        case Compare() | Mark():
            yield rule, True
