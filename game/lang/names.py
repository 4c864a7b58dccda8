"""What a story's files declare, and which marks its conditions read: all that must be known before a scene is read.

Names are gathered from every file at once, since no order of files means anything. Knows no script.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from game.core import rule as rules
from game.core.problem import Place, Problem
from game.core.rule import WORDS, Both, Compare, Either, Misread, Not, Rule, clauses
from game.core.story import Mark
from game.lang.nearest import nearest
from game.lang.shape import TABLE
from game.lang.source import File, List, Map, Node, Scalar

KINDS = {"meters": "meter", "ties": "tie", "facts": "fact", "people": "person", "terms": "term", "sources": "source",
         "record": "fact of the record", "pictures": "picture", "sounds": "sound", "roles": "role"}  # fmt: skip
NAME = r"[^\W_]+(-[^\W_]+)*"
OWN = ("meter", "tie", "fact", "person", "term", "source")  # what a branch declares of these is its own
SHARED = (("meter", "tie", "fact"), ("person", "term"), ("source", "fact of the record"), ("scene", "choice"))


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a name is declared."""

    file: File
    name: Scalar

    @property
    def place(self) -> Place:
        return self.file.at(self.name)

    def seen(self, file: File) -> str:
        """Where it stands, in words, for one who is in some file."""
        line = f"line {self.name.start.line + 1}"
        return line if self.file is file else f"{self.file.name}, {line}"


@dataclass(frozen=True, slots=True)
class Names:
    """Kind -> name -> where it stands; conditions by file and words; the slots of a state's values."""

    spots: dict[str, dict[str, Spot]] = field(default_factory=dict)
    rules: dict[tuple[str, str], Rule | Misread] = field(default_factory=dict)
    slots: dict[str, int] = field(default_factory=dict)
    facts: dict[str, tuple[str, ...]] = field(default_factory=dict)
    record: dict[str, Mark] = field(default_factory=dict)
    branches: set[str] = field(default_factory=set)  # files with joins

    def full(self, file: File, name: str, *kinds: str) -> str:
        """A name as the whole story knows it: one that a branch has declared for itself bears its path."""
        if file.name not in self.branches:
            return name
        mine = f"{stem(file)}/{name}"
        return mine if any(mine in self.spots.get(kind, ()) for kind in kinds) else name

    def has(self, kind: str, name: str) -> bool:
        return name in self.spots.get(kind, ())

    def known(self, *kinds: str) -> dict[str, Spot]:
        """All names of some kinds."""
        return {name: spot for kind in kinds for name, spot in self.spots.get(kind, {}).items()}

    def mark(self, file: File, text: str) -> Mark:
        """What a mark in braces says; one that cites a fact of the record speaks as that fact's own mark does."""
        status, _, rest = text.strip().partition(" ")
        if cited := self.record.get(text.strip()):
            return replace(cited, fact=text.strip())
        if text.strip() == "imagined":
            return Mark("imagined")
        listing = rest if status == "disputed" else text
        sources = tuple(self.full(file, one.strip(), "source") for one in listing.split(",") if one.strip())
        return Mark("disputed" if status == "disputed" else "documented", sources)

    def slot(self, name: str) -> int:
        """The slot of what is asked about or kept; what no condition asks about may get one once they are compiled."""
        return self.slots.setdefault(name, len(self.slots))


def stem(file: File) -> str:
    """A file's own part in the whole names of its scenes: khrushchev/june-1953."""
    return file.name.removesuffix(".yaml")


def hyphened(words: str) -> str:
    """A name made of words."""
    return "-".join(re.findall(r"[^\W_]+", words))


def whole(file: File, name: str) -> str:
    """The whole name of a scene or a choice that a file speaks of."""
    return name if "/" in name else f"{stem(file)}/{name}"


def gathered(files: Iterable[File]) -> tuple[Names, list[Problem]]:
    """Every name that the files declare, with the slots that their conditions need; and the names given twice."""
    names, told = Names(), list[Problem]()
    conditions: list[tuple[File, str]] = []
    records: list[tuple[File, Node]] = []
    for file in files:
        held = outermost(file)
        own = any(kind == "joins" for kind, _ in held)
        names.branches.update({file.name} if own else ())
        for kind, node in held:
            found = list[tuple[str, Scalar]]()
            _within(node, found)
            conditions += ((file, text.text) for key, text in found if key == "if")
            if kind == "scenes":
                _declare(names, told, file, "scene", _names(node), True)
            if kind in ("scenes", "joins"):
                _declare(names, told, file, "choice", (text for key, text in found if key == "called"), True)
            elif kind in KINDS:
                _declare(names, told, file, KINDS[kind], _names(node), own and KINDS[kind] in OWN)
                if kind == "facts":
                    _values(names, node, f"{stem(file)}/" if own else "")
                elif kind == "record":
                    records.append((file, node))
    for file, node in records:  # a mark names sources, of whichever file
        _record(names, file, node)
    for kind in ("meter", "tie", "fact"):
        for name in names.spots.get(kind, ()):
            names.slot(name)
    names.facts["role"] = tuple(names.spots.get("role", ()))
    for file, words in conditions:
        asked(names, file, words)
    for number, name in enumerate(sorted(names.slots)):  # whichever file came first
        names.slots[name] = number
    return names, told


def outermost(file: File) -> list[tuple[str, Node]]:
    """A file's outermost keys and what they hold; one that is misspelt counts as the one it was meant to be."""
    found = file.root.entries if isinstance(file.root, Map) else ()
    known = {name for place in ("story", "file", "chapter") for name in TABLE[place]}
    absent = known - {key.text for key, _ in found} if len(found) < 100 else set[str]()
    return [(key.text if key.text in known else nearest(key.text, absent) or key.text, node) for key, node in found]


def _names(node: Node) -> Iterator[Scalar]:
    match node:
        case Map(entries):
            yield from (key for key, _ in entries)
        case List(items):
            yield from (item for item in items if isinstance(item, Scalar))


def _within(node: Node, found: list[tuple[str, Scalar]]) -> None:
    """The conditions and the names of choices, wherever they stand below a node."""
    if type(node) is Map:
        for key, value in node.entries:
            text = key.text
            if type(value) is not Scalar:
                _within(value, found)
            elif text == "called" or text == "if":
                found.append((text, value))
            if text[:3] == "if ":
                found.append(("if", Scalar(text[3:].strip(), key.start, key.end, key.style, key.flow)))
    elif type(node) is List:
        for item in node.items:
            if type(item) is not Scalar:
                _within(item, found)


def _declare(names: Names, told: list[Problem], file: File, kind: str, found: Iterable[Scalar], inside: bool) -> None:
    related = next((kinds for kinds in SHARED if kind in kinds), (kind,))
    for scalar in found:
        if kind == "scene" and "/" in scalar.text:
            told.append(file.problem("bad-name: of another file", file.at(scalar), name=scalar.text))
            continue
        name = whole(file, scalar.text) if inside else scalar.text
        if scalar.text in WORDS:  # what could not be said in a condition
            told.append(file.problem("bad-name: word of the conditions", file.at(scalar), name=scalar.text))
        elif not re.fullmatch(NAME, scalar.text):
            better = hyphened(scalar.text.replace("'", ""))
            told.append(file.problem("bad-name", file.at(scalar), better, name=scalar.text))
        elif other := next((spot for one in related if (spot := names.spots.get(one, {}).get(name))), None):
            told.append(file.problem("name-twice", file.at(scalar), also=(other.place,), name=scalar.text))
        names.spots.setdefault(kind, {}).setdefault(name, Spot(file, scalar))


def _values(names: Names, node: Node, home: str) -> None:
    for key, values in node.entries if isinstance(node, Map) else ():
        names.facts.setdefault(home + key.text, tuple(value.text for value in _names(values)))


def _record(names: Names, file: File, node: Node) -> None:
    """The marks of the facts to be played, before anything cites them."""
    for key, value in node.entries if isinstance(node, Map) else ():
        if isinstance(value, Scalar) and (last := re.search(r"\{([^{}\n]*)\}\s*$", value.text)):
            names.record.setdefault(key.text, names.mark(file, last[1]))


def asked(names: Names, file: File, words: str) -> Rule | Misread:
    """Read a condition once, with whole names, and give what it asks about a slot."""
    words = words.strip()
    if (file.name, words) in names.rules:
        return names.rules[file.name, words]
    rule = rules.read(words)
    if not isinstance(rule, Misread):
        rule = _whole(names, file, rule)
        for clause in clauses(rule):
            names.slot(rules.slot(clause))
    names.rules[file.name, words] = rule
    return rule


def _whole(names: Names, file: File, rule: Rule) -> Rule:
    """The same condition with the names by which the whole story knows what it asks about."""
    match rule:
        case Not(inner):
            return Not(_whole(names, file, inner))
        case Both(several) | Either(several):
            return type(rule)(tuple(_whole(names, file, inner) for inner in several))
        case rules.Mark("seen" | "chose" as kind, name, column):
            return rules.Mark(kind, whole(file, name), column)
        case Compare(name, relation, value, column):
            return Compare(names.full(file, name, "meter", "tie", "fact"), relation, value, column)
        case rules.Mark():
            return rule
