"""One file on the desk: what is found wrong in it, which names it uses, and the texts that a value may hold.

Each reader of a value returns it and tells what is wrong; a value that cannot be read comes back empty, and then no
story is made. Knows no script.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from game.core.problem import Fix, Place, Problem, Severity
from game.core.rule import Compare, Misread, Rule, clauses, compiled
from game.core.rule import Mark as Read
from game.core.story import Cases, Effect, Meter, Statement, When
from game.core.text import TOKEN, links, marks
from game.lang.names import Names, Spot, whole
from game.lang.nearest import nearest
from game.lang.shape import PLACES, TABLE, elsewhere
from game.lang.source import File, List, Map, Node, Scalar

T = TypeVar("T")
Reader = Callable[["Sheet", Node], T]
Keys = dict[str, tuple[Scalar, Node]]  # what a block holds, by key
ENOUGH = 200  # problems after which nobody wants to hear the nearest name


@dataclass(slots=True)
class Sheet:
    """A file while it is read. `names` is the whole story's, `told` and `used` gather for all files."""

    file: File
    names: Names
    meters: dict[str, Meter]
    told: list[Problem]
    used: set[tuple[str, str]]
    whens: dict[str, When | None] = field(default_factory=dict)

    def tell(self, code: str, where: Node | Place, message: str, fix: Fix | None = None, severity: Severity = "error",
             also: tuple[Place, ...] = ()) -> None:  # fmt: skip
        place = where if isinstance(where, Place) else self.file.at(where)
        self.told.append(self.file.problem(code, place, message, fix, severity, also))

    def near(self, word: str, names: Iterable[str]) -> str | None:
        return nearest(word, names) if len(self.told) < ENOUGH else None

    def use(self, where: Node | Place, word: str, *kinds: str, code: str) -> str:
        """A name that must exist, whole. Scenes and choices of other files are known by their whole names alone."""
        inside = ""
        name = whole(self.file, word) if kinds[0] in ("scene", "choice") else word
        for kind in kinds:
            if self.names.has(kind, name):
                self.used.add((kind, name))
                return name
        known = self.names.known(*kinds)
        far = None
        if kinds[0] in ("scene", "choice") and "/" not in word:
            far = next((one for one in known if one.endswith(f"/{word}")), None)
            home, inside = whole(self.file, ""), " in this file"
            known = {one.removeprefix(home) if one.startswith(home) else one: spot for one, spot in known.items()
                     if one.startswith(home) or one == far}  # fmt: skip
        place = where if isinstance(where, Place) else self.file.at(where)
        near = far or self.near(word, known)
        message, fix = f'There is no {" or ".join(kinds)} called "{word}"{inside}.', None
        if near:
            message += f' The nearest is "{near}" ({self.seen_from_here(known[near])}).'
            fix = self.file.instead(place, near)
        self.tell(code, place, message, fix)
        return ""

    def seen_from_here(self, spot: Spot) -> str:
        line = f"line {spot.name.start.line + 1}"
        return line if spot.file is self.file else f"{spot.file.name}, {line}"


def opened(sheet: Sheet, node: Node, *places: str) -> Keys:
    """What a block of keys holds, by key. Told are keys that do not stand there, stand twice, or are missing."""
    if not isinstance(node, Map):
        keys = ", ".join(list(TABLE[places[0]])[:5])
        sheet.tell("wrong-kind", node, f"Here stands {PLACES[places[0]]}: keys such as {keys}, each on its line.")
        return {}
    found: Keys = {}
    for key, value in node.entries:
        if not any(key.text in TABLE[place] for place in places):
            unknown_key(sheet, key, value, *places)
        elif key.text in found:
            twice(sheet, key, found[key.text][0])
        else:
            found[key.text] = (key, value)
    for place in places:
        for needed in (one for one in TABLE[place].values() if place in one.needed and one.name not in found):
            sheet.tell("missing-key", node.entries[0][0] if node.entries else node,
                       f'"{needed.name}" is missing: {PLACES[place]} needs it ({needed.says}).',
                       Fix(f"{needed.name}: ({needed.holds})"))  # fmt: skip
    return found


def unknown_key(sheet: Sheet, key: Scalar, value: Node, *places: str) -> None:
    """A key that does not stand here: misspelt, misplaced, or a value that grew onto it."""
    where, text = PLACES[places[-1]], key.text
    near = sheet.near(text, (name for place in places for name in TABLE[place]))
    if key.flow and ":" in text and empty(value):
        name, _, rest = text.partition(":")
        sheet.tell("missing-space", key, f'Between "{name}:" and what it holds stands a space.',
                   sheet.file.instead(sheet.file.at(key), f"{name}: {rest}"))  # fmt: skip
    elif near:
        sheet.tell("unknown-key", key, f'"{text}" is no key of {where}. The nearest is "{near}".',
                   sheet.file.instead(sheet.file.at(key), near))  # fmt: skip
    elif others := elsewhere(text):
        sheet.tell("unknown-key", key, f'"{text}" does not stand in {where}. It stands in {" or ".join(others)}.')
    else:
        sheet.tell("unknown-key", key,
                   f'"{text}" is no key of {where}. Keys there: {", ".join(TABLE[places[-1]])}.')  # fmt: skip


def twice(sheet: Sheet, key: Scalar, first: Scalar) -> None:
    sheet.tell("duplicate-key", key, f'"{key.text}" stands here a second time (first in line {first.start.line + 1}). '
               "Only one of the two would count.", also=(sheet.file.at(first),))  # fmt: skip


def entries(sheet: Sheet, node: Node, holds: str) -> tuple[tuple[Scalar, Node], ...]:
    """The entries of a block of names."""
    if isinstance(node, Map):
        return node.entries
    sheet.tell("wrong-kind", node, f"Here stand names, each with a colon and {holds}.")
    return ()


def listed(sheet: Sheet, node: Node, holds: str) -> tuple[Scalar, ...]:
    """The words of a list."""
    if isinstance(node, List) and all(isinstance(item, Scalar) for item in node.items):
        return tuple(item for item in node.items if isinstance(item, Scalar))
    sheet.tell("wrong-kind", node, f"Here stands a list of {holds} in square brackets, with commas between.")
    return ()


def empty(node: Node) -> bool:
    return isinstance(node, Scalar) and not node.text.strip()


def barred(lines: tuple[str, ...], line: int, column: int) -> list[str]:
    """A line whose value is put under | on a line of its own; `column` is where the value begins."""
    head, value = lines[line][:column].rstrip(), lines[line][column:].rstrip()
    bare = head.lstrip(" -")
    base = len(head) - len(bare) if bare else head.rfind("-")
    return [f"{head} |", f"{' ' * (max(base, 0) + 2)}{value}"]


def bar(sheet: Sheet, line: int, column: int) -> Fix:
    """The repair that puts a value under |."""
    new = barred(sheet.file.lines, line, column)
    return Fix("\n".join([new[0].strip(), " " * (len(new[1]) - len(new[1].lstrip()) - len(new[0]) + len(new[0].lstrip()))
                          + new[1].strip()]))  # fmt: skip


# -- words and prose ---------------------------------------------------------------------------------------------------


def words(sheet: Sheet, node: Node) -> str:
    """A short text on one line."""
    return _text(sheet, node, "words")


def name(sheet: Sheet, node: Node) -> str:
    """A word that is no prose: nothing in it is looked at."""
    if isinstance(node, Scalar) and node.text.strip():
        return node.text
    sheet.tell("wrong-kind", node, "Here stands a single word or line.")
    return ""


def prose(sheet: Sheet, node: Node) -> str:
    """Paragraphs, with their marks and links looked up."""
    text = _text(sheet, node, "prose")
    if isinstance(node, Scalar) and node.style in ('"', "'") and not node.flow:
        line, column = node.start.line, node.start.column
        sheet.tell("quoted-line", node, "Quotation marks round the whole of a line are read as speech and shown to "
                   "players. Under | every program reads them so.", bar(sheet, line, column), "warning")  # fmt: skip
        return f"{node.style}{text}{node.style}"
    return text


def _text(sheet: Sheet, node: Node, holds: str) -> str:
    if not isinstance(node, Scalar):
        _not_text(sheet, node, holds)
        return ""
    text = node.text.strip()
    if not text:
        sheet.tell("wrong-kind", node, f"Here should stand {holds}, and nothing does.")
    elif node.style == ">" or ("\n" in text and node.style != "|"):
        sheet.tell("folded-prose", node, "Prose stands under | alone: otherwise the blank lines between its "
                   "paragraphs would be lost.")  # fmt: skip
    elif not node.style:
        _plain(sheet, node)
    elif node.style == "|" and "#" in text:
        for found in re.finditer(r"^# .*$", node.text, re.MULTILINE):
            sheet.tell("note-in-prose", sheet.file.within(node, found.start(), len(found[0])),
                       "This note stands within prose, where players will read it. A note stands on a line above "
                       "the key or the dash.", severity="warning")  # fmt: skip
    if "{" in text or "[[" in text:
        _looked_up(sheet, node)
    return text


def _plain(sheet: Sheet, node: Scalar) -> None:
    """What a line without any sign before it may lose or swallow unnoticed."""
    rest = sheet.file.line(node.end.line)[node.end.column :]
    if rest.lstrip().startswith("#"):
        column = node.end.column + len(rest) - len(rest.lstrip())
        sheet.tell("lost-words", sheet.file.stretch(node.end.line, column, column + len(rest.strip())),
                   "What follows a space and # is left out, as a note to yourself. Under | it is kept.",
                   bar(sheet, node.start.line, node.start.column), "warning")  # fmt: skip
    key, colon, value = node.text.partition(":")
    if colon and value[:1].strip() and any(key in TABLE[place] for place in ("item", "choice", "vote")):
        sheet.tell("missing-space", node, f'Between "{key}:" and what it holds stands a space.',
                   sheet.file.instead(sheet.file.at(node), f"{key}: {value}"))  # fmt: skip


def _not_text(sheet: Sheet, node: List | Map, holds: str) -> None:
    line, column = node.start.line, node.start.column
    if node.flow:
        sign = sheet.file.line(line)[column : column + 1]
        sheet.tell("sign-first", sheet.file.stretch(line, column, column + 1),
                   f"A line that begins with {sign} is not read as words. Put it under |.",
                   bar(sheet, line, column))  # fmt: skip
    elif isinstance(node, Map) and node.entries and line not in (0,):
        key = node.entries[0][0]
        sheet.tell("colon-in-line", key, f'The colon after "{key.text}" makes a key of what stands before it. '
                   "Words with a colon and a space in them stand under |.", bar(sheet, line, column))  # fmt: skip
    else:
        sheet.tell("wrong-kind", node, f"Here should stand {holds}, and a list does.")


def _looked_up(sheet: Sheet, node: Scalar) -> None:
    """Marks and links of a text must name something."""
    text = node.text
    for found, at in links(text):
        place = sheet.file.within(node, at, len(found))
        sheet.use(place, found, "person", "term", code="unknown-entry")
    for found, at in marks(text):
        _mark(sheet, node, found, at)
    bare = TOKEN.sub(lambda match: " " * len(match[0]), text)
    for left in re.finditer(r"\[\[|\{", bare):
        sheet.tell("open-bracket", sheet.file.within(node, left.start(), len(left[0])),
                   f"{left[0]} is opened here and not closed within its line, so players would see it.")  # fmt: skip


def _mark(sheet: Sheet, node: Scalar, text: str, at: int) -> None:
    """Every name in a mark must be a source, or a fact of the record."""
    if text.strip() == "imagined":
        return
    listing = text.strip().removeprefix("disputed")
    offset = at + text.find(listing)
    for one in re.finditer(r"[^,\s][^,]*", listing):
        named = one[0].rstrip()
        kind = "fact of the record" if re.fullmatch(r"R\d+", named) else "source"
        sheet.use(sheet.file.within(node, offset + one.start(), len(named)), named, kind, code="unknown-source")
    if not listing.strip():
        sheet.tell("unknown-source", sheet.file.within(node, at - 1, len(text) + 2), "These braces name no source.")


def statements(sheet: Sheet, node: Node) -> tuple[Statement, ...]:
    """The rows of a card: each paragraph with the mark at its end."""
    prose(sheet, node)
    if not isinstance(node, Scalar):
        return ()
    rows = []
    for paragraph in re.finditer(r"\S(?:.|\n(?!\s*\n))*", node.text):
        text = paragraph[0].rstrip()
        last = re.search(r"\s*\{([^{}\n]*)\}$", text)
        if last is None:
            tail = text.rsplit(None, 1)[-1]
            at = paragraph.start() + len(text) - len(tail)
            sheet.tell("unmarked-record", sheet.file.within(node, at, len(tail)),
                       "This paragraph of a record ends without a mark, so nobody knows how far to trust it.",
                       Fix(f"{tail} {{imagined}}"))  # fmt: skip
            continue
        rows.append(Statement(text[: last.start()], sheet.names.mark(last[1])))
    return tuple(rows)


# -- conditions, cases, effects ----------------------------------------------------------------------------------------


def cases(sheet: Sheet, node: Node, one: Reader[T], complete: str = "") -> Cases[T]:
    """A value, or its cases. `complete` says whose cases must end in `otherwise`."""
    if not isinstance(node, Map) or not node.entries or not is_case(node.entries[0][0]):
        return ((None, one(sheet, node)),)
    found: list[tuple[When | None, T]] = []
    met: dict[str, Scalar] = {}
    last = node.entries[-1][0]
    for key, value in node.entries:
        if key.text in met:
            twice(sheet, key, met[key.text])
        elif not is_case(key):
            _no_case(sheet, key, value)
        elif key.text == "otherwise":
            if key is not last:
                sheet.tell("misplaced-otherwise", key, '"otherwise" stands last: what follows it could never hold.')
            found.append((None, one(sheet, value)))
        elif (case := when(sheet, key, key.text[3:])) is not None:
            found.append((case, one(sheet, value)))
        met[key.text] = key
    if len(node.entries) == 1 and last.text == "otherwise":
        sheet.tell("misplaced-otherwise", last, '"otherwise" stands under the same dash as the "if" lines before it; '
                   "alone it is no case.")  # fmt: skip
    if complete and last.text != "otherwise":
        sheet.tell("missing-otherwise", last, f'{complete} must end in "otherwise": one of them has to hold.')
    return tuple(found)


def is_case(key: Scalar) -> bool:
    return key.text == "otherwise" or key.text.startswith("if ")


def _no_case(sheet: Sheet, key: Scalar, value: Node) -> None:
    if key.flow and empty(value):
        sheet.tell("comma-in-braces", key, f'Within {{ }} a comma ends a value, so "{key.text}" stands alone. '
                   "Write the cases on lines of their own.")  # fmt: skip
    else:
        sheet.tell("unknown-key", key, f'"{key.text}" is no case. Cases begin with "if" and a space, '
                   'and the last may be "otherwise".')  # fmt: skip


def when(sheet: Sheet, node: Scalar, words: str) -> When | None:
    """A condition, if it can be read and all its names exist."""
    text = words.strip()
    if text in sheet.whens and sheet.whens[text] is not None:
        return sheet.whens[text]
    rule = sheet.names.rules[sheet.file.name, text]
    start = node.text.find(text)
    if isinstance(rule, Misread):
        place = sheet.file.within(node, start + rule.column, rule.length)
        fix = sheet.file.instead(place, rule.instead) if rule.instead else None
        sheet.tell("bad-condition", place, rule.message, fix)
        return None
    before = len(sheet.told)
    for clause in clauses(rule):
        _clause(sheet, node, text, start, clause)
    if len(sheet.told) > before:
        return None
    sheet.whens[text] = found = When(rule, compiled(rule, sheet.names.slots, sheet.names.facts))
    return found


def _clause(sheet: Sheet, node: Scalar, text: str, start: int, clause: Compare | Read) -> None:
    """Tell what a clause asks about that is not there, or could never be."""
    said = re.match(r"[\w/-]+", text[clause.column :])
    place = sheet.file.within(node, start + clause.column, len(said[0]) if said else 1)
    match clause:
        case Read("carried"):
            pass
        case Read(kind):
            code, what = ("unknown-scene", "scene") if kind == "seen" else ("unknown-choice", "choice")
            sheet.use(place, said[0] if said else "", what, code=code)
        case Compare("hands", relation, value):
            _number(sheet, sheet.file.within(node, start + text.find(value, clause.column), len(value)), value, 0, 99)
        case Compare(asked, relation, value):
            if not sheet.use(place, asked, "meter", "tie", "fact", code="unknown-name"):
                return
            at = text.find(value, clause.column + len(asked))
            under = sheet.file.within(node, start + at, len(value))
            if asked in sheet.names.facts:
                fact_value(sheet, under, asked, value, relation)
            elif meter := sheet.meters.get(asked):
                _number(sheet, under, value, meter.low, meter.high)


def fact_value(sheet: Sheet, place: Place, fact: str, value: str, relation: str = "is") -> None:
    """A value must be one of its fact's, and a fact has no more and less."""
    values = sheet.names.facts[fact]
    if relation in ("at least", "at most"):
        sheet.tell("unknown-value", place, f'"{fact}" is a fact: it is or is not a word, never at least or at most.')
    elif value not in values:
        near = sheet.near(value, values)
        sheet.tell("unknown-value", place, f'"{fact}" is never "{value}". It is one of: {", ".join(values)}.',
                   sheet.file.instead(place, near) if near else None)  # fmt: skip


def _number(sheet: Sheet, place: Place, value: str, low: int, high: int) -> None:
    if not re.fullmatch(r"-?\d{1,4}", value):
        sheet.tell("unknown-value", place, f'Here stands a number, and "{value}" is none.')
    elif not low <= int(value) <= high:
        sheet.tell("unknown-value", place, f"It goes from {low} to {high}, so it is never {value}.")


def number(sheet: Sheet, node: Node, low: int, high: int) -> int:
    """A whole number within bounds."""
    text = name(sheet, node)
    before = len(sheet.told)
    if text:
        _number(sheet, sheet.file.at(node), text, low, high)
    return int(text) if text and len(sheet.told) == before else low


def yes(sheet: Sheet, node: Node) -> bool:
    text = name(sheet, node)
    if text not in ("yes", "no", ""):
        sheet.tell("wrong-kind", node, f'Here stands "yes" or "no", and "{text}" is neither.')
    return text == "yes"


def effects(sheet: Sheet, node: Node) -> tuple[Effect, ...]:
    """What changes: a meter by a signed number, a fact to a word."""
    found = []
    met: dict[str, Scalar] = {}
    for key, value in entries(sheet, node, "a signed number or a word"):
        if key.text in met:
            twice(sheet, key, met[key.text])
        elif key.flow and ":" in key.text and empty(value):
            unknown_key(sheet, key, value, "item")
        elif sheet.use(key, key.text, "meter", "tie", "fact", code="unknown-name"):
            found += _effect(sheet, key.text, value)
        met[key.text] = key
    return tuple(found)


def _effect(sheet: Sheet, asked: str, node: Node) -> list[Effect]:
    text = name(sheet, node)
    if asked in sheet.names.facts and text:
        fact_value(sheet, sheet.file.at(node), asked, text)
        to = sheet.names.facts[asked].index(text) if text in sheet.names.facts[asked] else 0
        return [Effect(asked, sheet.names.slots[asked], 0, to, to)]
    meter = sheet.meters.get(asked)
    if not text or meter is None:
        return []
    signed = text.replace("\u2212", "-").replace("\u2013", "-")
    if not re.fullmatch(r"[+-]\d{1,4}", text):
        plain = signed if signed[0] == "-" else f"+{signed}"
        fix = sheet.file.instead(sheet.file.at(node), plain) if re.fullmatch(r"[+-]\d{1,4}", plain) else None
        sheet.tell("missing-sign", node, f'"{asked}" moves by a number with its sign, + or -, before it.', fix)
        return []
    if not 0 < abs(int(text)) <= meter.high - meter.low:
        sheet.tell("unknown-value", node, f'"{asked}" goes from {meter.low} to {meter.high}; it cannot move by {text}.')
        return []
    return [Effect(asked, meter.slot, int(text), meter.low, meter.high)]
