"""One file on the desk: what is found wrong in it, which names it uses, and the keys that its blocks hold.

Each reader of a value returns it and tells what is wrong; a value that cannot be read comes back empty, and then no
story is made. Knows no script.
"""

import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field
from textwrap import dedent
from typing import Any

from game.core.day import first
from game.core.problem import Edit, Fix, Place, Problem, Severity
from game.core.rule import Misread, read
from game.core.story import Meter, When
from game.lang.names import KINDS, Names, hyphened, whole
from game.lang.nearest import nearest
from game.lang.shape import INSTEAD, NEEDED, PLACES, PLAY, TABLE, Key, elsewhere
from game.lang.source import File, List, Map, Node, Scalar, lead

# number of a problem; where, kinds, file; what is near
Lost = list[tuple[int, File, tuple[str, ...], str, tuple[str, ...]]]
Entries = tuple[tuple[Scalar, Node], ...]
Keys = dict[str, tuple[Scalar, Node]]  # what a block holds, by key
Values = dict[tuple[str, str, str], Place]  # "set" or "asked", fact, value -> where first
ENOUGH = 200  # problems after which nobody wants to hear the nearest name


@dataclass(slots=True)
class Sheet:
    """A file while it is read. `names` is the whole story's; `told`, `used`, `lost` and `values` gather for all files.

    `lost` says which of the problems are names that do not exist.
    """

    file: File
    names: Names
    meters: dict[str, Meter]
    told: list[Problem]
    used: set[tuple[str, str]]
    lost: Lost
    values: Values
    whens: dict[str, When | None] = field(default_factory=dict)

    def tell(self, told: str, where: Node | Place, fix: Fix | str | None = None, severity: Severity = "error",
             also: tuple[Place, ...] = (), **values: Any) -> None:  # fmt: skip
        place = where if isinstance(where, Place) else self.file.at(where)
        self.told.append(self.file.problem(told, place, fix, severity, also, **values))

    def near(self, word: str, names: Iterable[str]) -> str | None:
        return nearest(word, names) if len(self.told) < ENOUGH else None

    def finds(self, word: str, *kinds: str) -> str:
        """A name that exists as it stands, whole; it is used now. Nothing, if there is none."""
        full = self.names.full(self.file, word, *kinds)
        for kind in kinds:
            if self.names.has(kind, full):
                self.used.add((kind, full))
                return full
        return ""

    def use(self, where: Node | Place, word: str, *kinds: str, code: str) -> str:
        """A name that must exist, whole. Scenes and choices of other files are known by their whole names alone."""
        if not word:
            return ""  # that nothing stands there is told already
        name = whole(self.file, word) if kinds[0] in ("scene", "choice") else word
        if found := self.finds(name, *kinds):
            return found
        near, case, values = self._near(word, kinds) if len(self.told) < ENOUGH else ("", "", {})
        self.lose(f"{code}{case}", where, near, word, *kinds, kind=either(kinds), **values)
        return ""

    def lose(self, told: str, where: Node | Place, near: str | None, word: str, *kinds: str, **values: Any) -> None:
        """Tell of a name that does not exist. What else it may be is known once everything is read."""
        stem = word.rpartition("/")[0] or ("" if self.file.name.endswith(PLAY) else whole(self.file, "")[:-1])
        home = stem if kinds[0] in ("scene", "choice") else ""
        guesses = (near, whole(self.file, near), self.names.full(self.file, near, *kinds)) if near else ()
        self.lost.append((len(self.told), self.file, kinds, home, guesses))
        self.tell(told, where, near or _declared(word, kinds[-1]), name=word, near=near, **values)

    def _near(self, word: str, kinds: tuple[str, ...]) -> tuple[str, str, dict[str, str]]:
        """What a name that does not exist was meant to be; the case of what is told then, and what stands in it."""
        home = whole(self.file, "")
        known = self.names.known(*kinds)
        stem, _, short = word.rpartition("/")
        held = [one for one in known if one.startswith(f"{stem}/")]
        far = None
        local = kinds[0] in ("scene", "choice")
        here = " here" if local and not stem else ""
        if local and not stem:
            far = next((one for one in known if one.endswith(f"/{word}") or one.startswith(f"{word}/")), None)
            known = {one.removeprefix(home) if one.startswith(home) else one: spot for one, spot in known.items()
                     if one.startswith(home) or one == far}  # fmt: skip
        elif local and held:  # of the names in the file that is meant
            near = self.near(short, (one.removeprefix(f"{stem}/") for one in held))
            far = f"{stem}/{near}" if near else next((one for one in known if one.endswith(f"/{short}")), None)
            known = {far: known[far]} if far else {}
        elif self.file.name.endswith(PLAY):  # a play may ask for what a branch has declared, by its whole name
            far = next((one for one in known if one.endswith(f"/{word}")), None)
        elif not local:  # what a branch has declared for itself is known there without its path
            known = {one.removeprefix(home): spot for one, spot in known.items()
                     if one.startswith(home) or "/" not in one}  # fmt: skip
        part = next((one for one in re.findall(r"\w+", word.lower()) if one in known), None)  # of "Georgy Zhukov"
        if near := far or self.near(word, known) or part:
            return near, f": nearest{here}", {"spot": known[near].seen(self.file)}
        if kinds == ("scene",):
            return "", "" if held else f": none{here}", {"file": stem}
        if kinds == ("choice",):
            return "", f": none{here}", {"short": short}
        if "tie" in kinds and self.names.has("person", word):
            return "", ": a person", {}
        return "", ": none", {"homes": either(f'"{key}"' for key, kind in KINDS.items() if kind in kinds)}


def _declared(word: str, kind: str) -> Fix:
    """The repair that gives a name what it stands for."""
    short = hyphened(word.rpartition("/")[2]) or "(a name)"
    if kind == "choice":
        return Fix(f"called: {short}")
    key = next((key for key, one in KINDS.items() if one == kind), "scenes")
    place = "chapter" if kind == "scene" else "story" if kind == "role" else "file"
    return Fix(f"{key}:\n  {short}: ({TABLE[place][key].holds.removeprefix('name: ')})")


def either(several: Iterable[str]) -> str:
    """Several words as a choice between them: "meter, tie or fact"."""
    *first, last = several
    return f"{', '.join(first)} or {last}" if first else last


def opened(sheet: Sheet, node: Node, *places: str) -> Keys:
    """What a block of keys holds, by key. Told are keys that do not stand there, stand twice, or are missing."""
    if not isinstance(node, Map):
        keys = ", ".join(list(TABLE[places[0]])[:5])
        sheet.tell("wrong-kind: keys", node, of=PLACES[places[0]], keys=keys)
        return {}
    meant: Keys = {}
    there = {entry[0].text: entry for entry in once(sheet, node.entries)}
    known = TABLE[places[0]].keys() if len(places) == 1 else {name for place in places for name in TABLE[place]}
    for text, (key, value) in there.items():
        if text not in known and (near := unknown_key(sheet, key, value, *places, there=there)):
            meant[near] = (key, value)
    found = meant | {text: held for text, held in there.items() if text in known}
    for place in places:
        for needed in (one for one in NEEDED[place] if one.name not in found and INSTEAD.get(one.name) not in found):
            sheet.tell("missing-key", node.entries[0][0] if node.entries else node, also=tuple(_sunk(sheet, node, needed.name)),
                       key=needed.name, of=PLACES[place], says=needed.says,
                       holds=needed.says if needed.holds == "words" else needed.holds)  # fmt: skip
    return found


def _sunk(sheet: Sheet, node: Map, key: str) -> Iterator[Place]:
    """Where a key that is missing stands as a word of the prose above it."""
    for value in (one for _, one in node.entries if isinstance(one, Scalar)):
        for found in re.finditer(rf"^ *{key}:", value.text, re.MULTILINE):
            yield sheet.file.within(value, found.start(), len(found[0]))


def unknown_key(sheet: Sheet, key: Scalar, value: Node, *places: str, there: Container[str] = ()) -> str:
    """A key that does not stand here: misspelt, misplaced, or a value that grew onto it. The key that was meant.

    `there` are the keys beside it: each stands but once, so it was none of them.
    """
    where, text = PLACES[places[-1]], key.text
    keys = [one for place in places for one in TABLE[place].values() if one.name not in there]
    names = [one.name for one in keys]
    near = sheet.near(text, names) or ""
    bare = text.strip()
    if bare != text and any(bare in TABLE[place] for place in places):
        sheet.tell("odd-spaces: in a key", key, bare)
        return bare
    said = text.partition(" ")[0]
    name = said if said in names else sheet.near(said, names) if re.match(r"\w+ \{", text) else None
    if said != text and name:
        gap = len(text) - len(text[len(said) :].lstrip())
        colon = sheet.file.instead(sheet.file.within(key, 0, gap), f"{name}: ")
        sheet.tell("missing-colon: after a key", key, colon, key=name)
        return ""
    if text == "otherwise" or said == "if":
        sheet.tell("wrong-depth: case", key, key=text)
        return ""
    if key.flow and ":" in text and empty(value):
        name, _, rest = text.partition(":")
        sheet.tell("missing-space: colon", key, f"{name}: {rest}", key=name)
    elif near:
        sheet.tell("unknown-key: nearest", key, near, key=text, of=where, near=near)
        return near
    elif key.flow and empty(value):
        sheet.tell("comma-in-braces: keys", key, said=text)
    else:
        return _foreign(sheet, key, value, where, keys)
    return ""


def _foreign(sheet: Sheet, key: Scalar, value: Node, where: str, keys: list[Key]) -> str:
    """A key of another place, or of none. What its value is shows which of the keys here was meant; or its neighbors do."""
    others, meant = elsewhere(key.text), _meant(sheet, value, keys)
    root = sheet.file.root.entries if isinstance(sheet.file.root, Map) and not meant else ()
    above, block = next((one for one in reversed(root) if one[0].start.line < key.start.line), (key, value))
    outer = any(one is key for one, _ in root)
    if outer and isinstance(block, Map) and block.entries and type(block.entries[-1][1]) is type(value):
        sheet.tell("wrong-depth: like those under", key, Fix(f"  {sheet.file.line(key.start.line)}"), above=above.text)
        return ""
    fix = meant[0] if len(meant) == 1 else Fix(f"{either(meant)}: ...") if meant else None
    if others:
        sheet.tell("unknown-key: elsewhere", key, fix, key=key.text, of=where, others=either(others))
    else:
        sheet.tell("unknown-key", key, fix, key=key.text, of=where, keys=", ".join(one.name for one in keys))
    return meant[0] if len(meant) == 1 else ""


def _meant(sheet: Sheet, value: Node, keys: list[Key]) -> list[str]:
    """The keys among some that hold such a value."""
    held = next((one for _, one in value.entries), value) if isinstance(value, Map) and not value.flow else value
    text = held.text.strip() if isinstance(held, Scalar) else ""
    flat = held is value and isinstance(held, Map) and all(isinstance(one, Scalar) for _, one in held.entries)
    holds = {"date": first(text), "scene": sheet.names.has("scene", whole(sheet.file, text)), "meter": flat,
             "picture": sheet.names.has("picture", text), "person": text == "nobody" or sheet.names.has("person", text.partition(" ")[0]),
             "list of items": isinstance(value, List), "list of values": isinstance(held, List) and value is not held,
             "a condition": " " in text and not isinstance(read(text), Misread), "yes or no": text in ("yes", "no"), "prose": isinstance(held, Scalar) and held.style == "|"}  # fmt: skip
    kinds = {kind for kind, so in holds.items() if so}
    found = {key.name for key in keys if any(re.match(rf"(name: )?{kind}\b", key.holds) for kind in kinds)}
    if not kinds and text:
        found = {key.name for key in keys if key.holds == ("words" if " " in text or text.isdigit() else "a name")}
    return sorted(found)


def once(sheet: Sheet, found: Entries) -> Iterator[tuple[Scalar, Node]]:
    """The entries of a block, each key but once; told is one that comes again."""
    met: dict[str, Scalar] = {}
    for key, value in found:
        if (first := met.setdefault(key.text, key)) is key:
            yield key, value
        else:
            sheet.tell("duplicate-key", key, also=(sheet.file.at(first),), key=key.text, line=first.start.line + 1)


def entries(sheet: Sheet, node: Node, holds: str) -> Entries:
    """The entries of a block of names."""
    if isinstance(node, Map):
        return node.entries
    sheet.tell("wrong-kind: names", node, holds=holds)
    return ()


def blocks(sheet: Sheet, top: Keys, kind: str, place: str) -> Iterator[tuple[Scalar, Node]]:
    """The names that a file declares of a kind, each of which holds keys. Told is a key that is taken for a name."""
    for key, value in entries(sheet, top[kind][1], PLACES[place]) if kind in top else ():
        if key.text in TABLE[place] and not isinstance(value, Map):
            line = sheet.file.line(key.start.line).strip()
            deeper = Fix(f"{' ' * (key.start.column + 2)}{line}")
            sheet.tell("unknown-key: taken for a name", key, deeper, key=key.text, of=PLACES[place])
        else:
            yield key, value


def listed(sheet: Sheet, node: Node, holds: str) -> tuple[Scalar, ...]:
    """The words of a list."""
    if isinstance(node, List) and all(isinstance(item, Scalar) for item in node.items):
        return tuple(item for item in node.items if isinstance(item, Scalar))
    better = f"[{node.text}]" if isinstance(node, Scalar) and node.text and "\n" not in node.text else ""
    sheet.tell("wrong-kind: list", node, better, holds=holds)
    return ()


def empty(node: Node) -> bool:
    return isinstance(node, Scalar) and not node.text.strip()


def barred(lines: tuple[str, ...], line: int, column: int) -> list[str]:
    """A line whose value is put under | on a line of its own; `column` is where the value begins."""
    head, value = lines[line][:column].rstrip(), lines[line][column:].rstrip()
    bare = head.lstrip(" -")
    base = len(head) - len(bare) if bare else head.rfind("-")
    return [f"{head} |", f"{' ' * (max(base, 0) + 2)}{value}"]


def bar(sheet: Sheet, node: Node) -> Fix:
    """The repair that puts a value under |; made by itself where the value is one line and stands in no braces."""
    line, column = node.start.line, node.start.column
    last = node.entries[0][1] if isinstance(node, Map) and node.entries and not node.flow else node
    new = barred(sheet.file.lines, line, column)
    edit = Edit(sheet.file.stretch(line, column, column), f"|\n{' ' * lead(new[1])}")
    alone = last.end.line == line and "{" not in new[0]
    return Fix(dedent("\n".join(new)), edits=(edit,) if alone else ())
