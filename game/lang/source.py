"""A file's bytes as text, and its text as nodes that know their places. The only user of yaml; knows no key, no name and no story.

Only events are taken from the parser: nothing is built that a file could ask for, every value stays the text it was
typed as, and reading stops where a file goes deeper than any story does.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Literal, Protocol

import yaml

from game.core.problem import Edit, Fix, Place, Problem, Severity
from game.lang.catalogue import worded

DEEPEST = 12  # a story needs six
LARGEST = 2_000_000  # bytes; a chapter has some fifty thousand
_BOMS = {b"\xff\xfe\0\0": "utf-32", b"\0\0\xfe\xff": "utf-32", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_BREAKS = "\x0b\x0c\u2028\u2029"  # how word processors end a line or a page
_ODD = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")

_SCALAR, _LIST = yaml.ScalarEvent, yaml.SequenceStartEvent
_END = (yaml.SequenceEndEvent, yaml.MappingEndEvent)


class Mark(Protocol):
    """A point in a file, both numbers from 0."""

    @property
    def line(self) -> int: ...
    @property
    def column(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text. `style` is the sign it began with, | > " or ', and empty or None where there was none.

    `flow`: it stands within { } or [ ].
    """

    text: str
    start: Mark
    end: Mark
    style: str | None
    flow: bool


@dataclass(frozen=True, slots=True)
class List:
    items: tuple["Node", ...]
    start: Mark
    end: Mark
    flow: bool


@dataclass(frozen=True, slots=True)
class Map:
    entries: tuple[tuple[Scalar, "Node"], ...]
    start: Mark
    end: Mark
    flow: bool


Node = Scalar | List | Map


Reason = Literal["unreadable", "deep", "anchor", "alias", "tag", "documents"]


@dataclass(frozen=True, slots=True)
class Broken:
    """Where reading stopped, and at what: words that fit nothing, or something that the language leaves out."""

    line: int
    column: int
    why: Reason


class _Stop(Exception):
    """Carries out of the reader where it stopped, and why."""


@dataclass(frozen=True, slots=True)
class File:
    """A file that was read: its path within the story, its lines, its outermost node (None in an empty file)."""

    name: str
    lines: tuple[str, ...]
    root: Node | None

    def at(self, node: Node) -> Place:
        """The place of a node: of a text its words, of a block its first line."""
        start, end = node.start, node.end
        if isinstance(node, Scalar) and node.style in ("|", ">") or end.line > start.line:
            return self.stretch(start.line, start.column, max(len(self.line(start.line).rstrip()), start.column + 1))
        return self.stretch(start.line, start.column, max(end.column, start.column + 1))

    def sign(self, node: Node) -> Place:
        """The place of the sign that a node begins with."""
        return self.stretch(node.start.line, node.start.column, node.start.column + 1)

    def within(self, node: Scalar, offset: int, length: int) -> Place:
        """The place of some letters of a text."""
        line, column = node.start.line, node.start.column
        if node.style == "|":
            first = node.text.rfind("\n", 0, offset) + 1
            last = node.text.find("\n", first)
            line += 1 + node.text.count("\n", 0, first)
            value = node.text[first : last if last >= 0 else None]
            column = max(self.line(line).find(value), 0) + offset - first
        elif node.start.line == node.end.line:
            column += offset + (node.style in ('"', "'"))
        else:
            lines = range(line, node.end.line + 1)
            found = ((one, self.line(one).find(node.text[offset : offset + length])) for one in lines)
            line, column = next((one for one in found if one[1] >= 0), (line, column))
        return self.stretch(line, column, column + max(length, 1))

    def stretch(self, line: int, column: int, end: int) -> Place:
        """A place on one line; all numbers from 0."""
        return Place(self.name, line + 1, column + 1, line + 1, end + 1)

    def line(self, number: int) -> str:
        return self.lines[number] if number < len(self.lines) else ""

    def problem(self, told: str, place: Place, fix: Fix | str | None = None, severity: Severity = "error",
                also: tuple[Place, ...] = (), **values: Any) -> Problem:  # fmt: skip
        """A problem with the line it is on: `told` is its code, or "code: case", and `values` stand in its sentence.

        `fix` is its repair, or what is to be written at its place; without one, what its page says.
        """
        code, message, write = worded(told, values)
        repair = self.instead(place, fix) if fix and isinstance(fix, str) else fix or (Fix(write) if write else None)
        return Problem(code, severity, place, message, self.line(place.line - 1), repair, also)

    def instead(self, place: Place, text: str) -> Fix:
        """The repair that writes `text` at a place of one line; it shows the line as it should be, if that is short."""
        line = self.line(place.line - 1)
        whole = (line[: place.column - 1] + text + line[place.end_column - 1 :]).strip()
        return Fix(whole if len(whole) < 90 else text, edits=(Edit(place, text),))


def lead(line: str) -> int:
    """How many spaces stand before the words of a line."""
    return len(line) - len(line.lstrip(" "))


def nodes(text: str) -> Node | Broken | None:
    """The nodes of a text, or what stopped the reader. Nothing at all for a text without words."""
    loader = yaml.CLoader(text)
    take: Callable[[], Any] = loader.get_event
    mark: Mark | None = None  # of some faults no place is known
    why: Reason = "unreadable"
    try:
        take()  # the stream begins
        if type(take()) is not yaml.DocumentStartEvent:
            return None
        root = _node(take(), take, 0, False)
        take()  # the document ends
        more = take()
        if type(more) is not yaml.DocumentStartEvent:
            return root
        mark, why = more.start_mark, "documents"
    except _Stop as stop:
        mark, why = stop.args
    except yaml.YAMLError as fault:
        mark = getattr(fault, "problem_mark", None) or getattr(fault, "context_mark", None)
    return Broken(mark.line, mark.column, why) if mark else Broken(0, 0, why)


def _node(event: Any, take: Callable[[], Any], depth: int, within: bool) -> Node:
    kind = type(event)
    if event.anchor is not None or event.tag is not None:  # an alias has an anchor as well
        why = "alias" if kind is yaml.AliasEvent else "tag" if event.anchor is None else "anchor"
        raise _Stop(event.start_mark, why)
    if kind is _SCALAR:
        return Scalar(event.value, event.start_mark, event.end_mark, event.style, within)
    start, flow = event.start_mark, bool(event.flow_style)
    if depth == DEEPEST:
        raise _Stop(start, "deep")
    if kind is _LIST:
        items = []
        while type(inner := take()) not in _END:
            items.append(_node(inner, take, depth + 1, flow))
        return List(tuple(items), start, inner.end_mark, flow)
    entries = []
    while type(inner := take()) not in _END:
        key = _node(inner, take, depth + 1, flow)
        if type(key) is not Scalar:
            raise _Stop(key.start, "unreadable")
        entries.append((key, _node(take(), take, depth + 1, flow)))
    return Map(tuple(entries), start, inner.end_mark, flow)


# -- from bytes to text ------------------------------------------------------------------------------------------------


def text_of(raw: bytes, name: str) -> str | Problem:
    """The text of a file with \\n after each line, or what keeps it from being read."""
    if len(raw) > LARGEST:
        return File(name, (), None).problem("too-large", Place(name, 1, 1, 1, 2))
    raw = raw.removeprefix(b"\xef\xbb\xbf")
    coding = next((coding for mark, coding in _BOMS.items() if raw.startswith(mark)), "utf-8")
    try:
        text = _lines(raw.decode(coding))
    except UnicodeDecodeError as fault:
        return _encoded(name, raw[: fault.start].decode(coding, "ignore"), raw.decode(coding, "replace"))
    if text.count("\0") * 4 > len(text):  # UTF-16 that does not say so
        return _encoded(name, "", text)
    return _odd(File(name, tuple(text.split("\n")), None)) if _ODD.search(text) else text


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _encoded(name: str, before: str, text: str) -> Problem:
    """The file is of another encoding; `before` is what could be read."""
    head = _lines(before).split("\n")
    file = File(name, tuple(_ODD.sub("\ufffd", line) for line in _lines(text).split("\n")), None)
    place = file.stretch(len(head) - 1, len(head[-1]), len(head[-1]) + 1)
    return file.problem("wrong-encoding", place)


def _odd(file: File) -> Problem:
    """Letters that no line can hold. All are mended at once; in the line shown each has a stand-in."""
    found = [(number, one) for number, line in enumerate(file.lines) for one in _ODD.finditer(line)]
    number, letter = found[0][0], found[0][1][0]
    edits = tuple(Edit(file.stretch(row, *one.span()), _instead(one)) for row, one in found)
    line = _ODD.sub("\ufffd", file.lines[number])
    fix = Fix(line.replace("\ufffd", " ").strip(), all(one[0] in _BREAKS + "\ufeff" for _, one in found), edits)
    told = "odd-character: line end" if letter in _BREAKS else "odd-character: unseen"
    problem = file.problem(told, file.stretch(number, *found[0][1].span()), fix, letter=f"U+{ord(letter):04X}")
    return replace(problem, line=line)


def _instead(odd: re.Match[str]) -> str:
    """What to write for an odd letter: a new line of prose, or the letter of an old Windows file."""
    if odd[0] not in _BREAKS:
        return odd[0].encode("latin-1").decode("cp1252", "ignore") if "\x80" <= odd[0] <= "\x9f" else ""
    before, after = odd.string[: odd.start()], odd.string[odd.end() :]
    if not before.strip() or not after.strip():
        return ""
    if re.match(r" *(?:-|[^|]*?:)(?: |$)", before):
        return " "
    return ("\n\n" if odd[0] == "\u2029" else "\n") + " " * lead(before)
