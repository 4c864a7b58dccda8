"""A file's text as nodes that know their places. The only user of yaml; knows no key, no name and no story.

Only events are taken from the parser: nothing is built that a file could ask for, every value stays the text it was
typed as, and reading stops where a file goes deeper than any story does.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, Protocol

import yaml

from game.core.problem import Edit, Fix, Place, Problem, Severity

DEEPEST = 12  # a story needs six

_SCALAR, _LIST, _MAP = yaml.ScalarEvent, yaml.SequenceStartEvent, yaml.MappingStartEvent
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
    """Carries a Broken out of the reader."""


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
            line, column = self._found(node, node.text[offset : offset + length])
        return self.stretch(line, column, column + max(length, 1))

    def stretch(self, line: int, column: int, end: int) -> Place:
        """A place on one line; all numbers from 0."""
        return Place(self.name, line + 1, column + 1, line + 1, end + 1)

    def line(self, number: int) -> str:
        return self.lines[number] if number < len(self.lines) else ""

    def problem(self, code: str, place: Place, message: str, fix: Fix | None = None, severity: Severity = "error",
                also: tuple[Place, ...] = ()) -> Problem:  # fmt: skip
        return Problem(code, severity, place, message, self.line(place.line - 1), fix, also)

    def instead(self, place: Place, text: str) -> Fix:
        """The repair that writes `text` at a place of one line; it shows the line as it should be, if that is short."""
        line = self.line(place.line - 1)
        whole = (line[: place.column - 1] + text + line[place.end_column - 1 :]).strip()
        return Fix(whole if len(whole) < 90 else text, edits=(Edit(place, text),))

    def _found(self, node: Scalar, words: str) -> tuple[int, int]:
        for number in range(node.start.line, node.end.line + 1):
            if (column := self.line(number).find(words)) >= 0:
                return number, column
        return node.start.line, node.start.column


def nodes(text: str) -> Node | Broken | None:
    """The nodes of a text, or what stopped the reader. Nothing at all for a text without words."""
    loader = yaml.CLoader(text)
    take: Callable[[], Any] = loader.get_event
    try:
        take()  # the stream begins
        if type(take()) is not yaml.DocumentStartEvent:
            return None
        root = _node(take(), take, 0, False)
        take()  # the document ends
        more = take()
        return _stopped(more, "documents") if type(more) is yaml.DocumentStartEvent else root
    except _Stop as stop:
        broken: Broken = stop.args[0]
        return broken
    except yaml.MarkedYAMLError as fault:
        mark = fault.problem_mark or fault.context_mark
        return Broken(mark.line, mark.column, "unreadable") if mark else Broken(0, 0, "unreadable")
    except yaml.YAMLError:  # no place is known
        return Broken(0, 0, "unreadable")


def _node(event: Any, take: Callable[[], Any], depth: int, within: bool) -> Node:
    kind = type(event)
    if kind is _SCALAR:
        if event.anchor is not None or event.tag is not None:
            raise _Stop(_left_out(event))
        return Scalar(event.value, event.start_mark, event.end_mark, event.style, within)
    if kind is yaml.AliasEvent or event.anchor is not None or event.tag is not None:
        raise _Stop(_left_out(event))
    start, flow = event.start_mark, bool(event.flow_style)
    if depth == DEEPEST:
        raise _Stop(Broken(start.line, start.column, "deep"))
    if kind is _LIST:
        items = []
        while type(inner := take()) not in _END:
            items.append(_node(inner, take, depth + 1, flow))
        return List(tuple(items), start, inner.end_mark, flow)
    entries = []
    while type(inner := take()) not in _END:
        key = _node(inner, take, depth + 1, flow)
        if type(key) is not Scalar:
            raise _Stop(Broken(key.start.line, key.start.column, "unreadable"))
        entries.append((key, _node(take(), take, depth + 1, flow)))
    return Map(tuple(entries), start, inner.end_mark, flow)


def _left_out(event: Any) -> Broken:
    alias = type(event) is yaml.AliasEvent
    return _stopped(event, "alias" if alias else "anchor" if event.anchor is not None else "tag")


def _stopped(event: Any, why: Reason) -> Broken:
    return Broken(event.start_mark.line, event.start_mark.column, why)
