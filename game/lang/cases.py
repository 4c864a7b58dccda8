"""What decides and what changes: conditions, values by cases, effects; numbers, and the values of facts.

A value that cannot be read comes back empty, and is told.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from game.core.problem import Fix, Place
from game.core.rule import Compare, Misread, clauses, compiled, read
from game.core.rule import Mark as Read
from game.core.story import Cases, Effect, When
from game.lang.dates import meant
from game.lang.names import asked, whole
from game.lang.sheet import Sheet, empty, entries, once, unknown_key
from game.lang.source import Map, Node, Scalar
from game.lang.texts import name, prose

T = TypeVar("T")
Reader = Callable[[Sheet, Node], T]
DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def cases(sheet: Sheet, node: Node, one: Reader[T], complete: str = "") -> Cases[T]:
    """A value, or its cases. `complete` says whose cases must end in `otherwise`."""
    if not isinstance(node, Map) or not any(is_case(key) for key, _ in node.entries):
        return ((None, one(sheet, node)),)
    found: list[tuple[When | None, T]] = []
    last = next(key for key, _ in reversed(node.entries) if is_case(key))
    for key, value in once(sheet, node.entries):
        if key.text != "otherwise" and not key.text.startswith("if "):
            _no_case(sheet, key, value, node)
        elif key.text == "otherwise":
            if key is not last:
                sheet.tell("misplaced-otherwise", key, '"otherwise" stands last: no case below it could ever be read. '
                           "Move it below the others.")  # fmt: skip
            found.append((None, one(sheet, value)))
        elif (case := when(sheet, key, key.text[3:], one is prose)) is not None:
            found.append((case, one(sheet, value)))
    if len(node.entries) == 1 and last.text == "otherwise":
        sheet.tell("misplaced-otherwise", last, '"otherwise" stands here without its "if" lines. It belongs under the '
                   "same dash as they do, as the last of them: put two spaces in place of its own dash.")  # fmt: skip
    if complete and last.text != "otherwise":
        sheet.tell("missing-otherwise", last, f'{complete} must end in "otherwise", or there might be none that holds.',
                   Fix("otherwise: (for, against or abstains)"))  # fmt: skip
    return tuple(found)


def is_case(key: Scalar) -> bool:
    """Is a key a case, or meant to be one: with a capital it is, if what follows is a condition and no prose."""
    text = key.text[:1].lower() + key.text[1:]
    if text == key.text or text == "otherwise":
        return text == "otherwise" or text.startswith("if ")
    return text.startswith("if ") and not isinstance(read(text[3:]), Misread)


def _no_case(sheet: Sheet, key: Scalar, value: Node, node: Map) -> None:
    if key.flow and empty(value):
        lines: list[str] = []
        for one, held in node.entries:  # what stands alone is joined again to what it was cut from
            said = held.text if isinstance(held, Scalar) else ""
            lines += [f"{one.text}: {said}"] if is_case(one) or not lines else []
            lines[-1] += "" if is_case(one) else f", {one.text}"
        sheet.tell("comma-in-braces", key, f'Within {{ }} a comma ends what stands before it, so "{key.text}" is cut off '
                   "and lost. Write the cases on lines of their own.", Fix("\n".join(lines)))  # fmt: skip
    elif key.text == "if":
        sheet.tell("bad-condition", key, 'After "if" stands a condition in words.', Fix("if army at least 3: |"))
    elif near := sheet.near(key.text.partition(" ")[0], ("if", "otherwise")):
        better = near + "".join(key.text.partition(" ")[1:])
        sheet.tell("unknown-key", key, f'"{key.text}" is no case. The nearest is "{near}".', better)
    else:
        sheet.tell("unknown-key", key, f'"{key.text}" is no case. Cases begin with "if" and a space, '
                   'and the last may be "otherwise".',
                   "otherwise" if key is node.entries[-1][0] else Fix("if (a condition): ..."))  # fmt: skip


def _marked(sheet: Sheet, word: str) -> str:
    """The name of a choice or a scene that stands by itself, with the word that belongs before it; "" if it is none."""
    for kind, before in (("choice", "chose"), ("scene", "seen")):
        known = sheet.names.known(kind)
        elsewhere = (one for one in known if one == word or one.endswith(f"/{word}"))
        if name := word if whole(sheet.file, word) in known else next(elsewhere, ""):
            return f"{before} {name}"
    return ""


def _instead(sheet: Sheet, text: str, rule: Misread) -> tuple[int, int, str]:
    """Of a condition that cannot be read: offset and length of what is replaced, and by what, "" if nobody knows."""
    end = rule.column + rule.length
    if rule.alone is not None:
        name = text[rule.alone :].partition(" ")[0]
        if marked := _marked(sheet, name):
            return rule.alone, len(name), marked
    if better := rule.instead or meant(text[rule.column : end]):  # a date that is written otherwise
        return rule.column, rule.length, better
    before = re.search(r"(?:chose|seen) (\S+)$", text[: rule.column].rstrip())
    if before:  # two words where a name is one
        joined = f"{before[1]}-{text[rule.column : end]}"
        if joined in {one.rpartition("/")[2] for one in sheet.names.known("choice", "scene")}:
            return before.start(1), end - before.start(1), joined
    return rule.column, rule.length, ""


def when(sheet: Sheet, node: Scalar, words: str, gentle: bool = False) -> When | None:
    """A condition, if it can be read and all its names exist. `gentle` is one that prose stands under."""
    text = words.strip()
    if (known := sheet.whens.get(text)) is not None and (gentle or "gently" not in text):
        return replace(known, place=sheet.file.at(node))
    rule = asked(sheet.names, sheet.file, text)
    start = node.text.find(text)
    if isinstance(rule, Misread):
        column, length, better = _instead(sheet, text, rule)
        place = sheet.file.within(node, start + column, length)
        sheet.tell("bad-condition", place, rule.message, better or Fix("(a condition, such as army at least 3)"))
        return None
    before = len(sheet.told)
    for clause in clauses(rule):
        _clause(sheet, node, text, start, clause, gentle)
    if len(sheet.told) > before or any(_unread(sheet, clause) for clause in clauses(rule)):
        return None
    sheet.whens[text] = found = When(rule, compiled(rule, sheet.names.slots, sheet.names.facts), sheet.file.at(node))
    return found


def _unread(sheet: Sheet, clause: Compare | Read) -> bool:
    """Does a clause ask about a meter or a fact whose declaration could not be read."""
    if not isinstance(clause, Compare) or clause.name == "hands":
        return False
    values = sheet.names.facts.get(clause.name)
    return clause.name not in sheet.meters if values is None else not values


def _clause(sheet: Sheet, node: Scalar, text: str, start: int, clause: Compare | Read, gentle: bool) -> None:
    """Tell what a clause asks about that is not there, or could never be."""
    said = re.split(r"[\s()]", text[clause.column :], maxsplit=1)[0]  # a name as it stands, stray marks and all
    place = sheet.file.within(node, start + clause.column, len(said))
    match clause:
        case Read("gently") if not gentle:
            sheet.tell("misplaced-gently", place, '"gently" is asked about by prose alone: what happens is the same for those '
                       "who asked to be spared.")  # fmt: skip
        case Read("seen"):
            sheet.use(place, said, "scene", code="unknown-scene")
        case Read("chose"):
            sheet.use(place, said, "choice", code="unknown-choice")
        case Compare("hands", _, value):
            at = text.find(value, clause.column + len(said))
            _number(sheet, sheet.file.within(node, start + at, len(value)), "The count of hands", value, 0, 999)
        case Compare(about, relation, value):
            if about != "role" and not sheet.finds(said, "meter", "tie", "fact"):
                if marked := _marked(sheet, said):
                    sheet.tell("unknown-name", place, f'"{said}" is no meter, tie or fact. It has no value; that it was '
                               f'chosen or seen is asked as "{marked}".', Fix(f"(if {marked})"))  # fmt: skip
                else:
                    sheet.use(place, said, "meter", "tie", "fact", code="unknown-name")
                return
            amount = about in sheet.names.facts and relation in ("at least", "at most")
            asked = relation if amount else value
            under = sheet.file.within(node, start + text.find(asked.split()[0], clause.column + len(said)), len(asked))
            if about in sheet.names.facts:
                fact_value(sheet, under, about, value, relation)
            elif meter := sheet.meters.get(about):
                _number(sheet, under, f'"{said}"', value, meter.low, meter.high)


def fact_value(sheet: Sheet, place: Place, fact: str, value: str, relation: str = "is", what: str = "asked") -> None:
    """A value must be one of its fact's, and a fact has no more and less. `what` is done with it: asked, set."""
    values, short = sheet.names.facts[fact], fact.rpartition("/")[2]
    if not values:
        return  # what it can be was told to be unreadable
    if relation in ("at least", "at most"):
        sheet.tell("unknown-value", place, f'"{short}" is a fact and has no more and less: it "is" or "is not" one of '
                   f"its words: {', '.join(values)}.")  # fmt: skip
    elif value not in values:
        sheet.tell("unknown-value", place, f'"{short}" is never "{value}". It is one of: {", ".join(values)}.',
                   sheet.near(value, values))  # fmt: skip
    else:
        sheet.values.setdefault((what, fact, value), place)


def _number(sheet: Sheet, place: Place, what: str, value: str, low: int, high: int) -> None:
    if not re.fullmatch(r"-?\d{1,4}", value):
        digit = str(DIGITS.index(value.lower())) if value.lower() in DIGITS else ""
        sheet.tell("unknown-value", place, f'Here should stand a number in digits, and "{value}" is none.',
                   digit or Fix(f"(a number from {low} to {high})"))  # fmt: skip
    elif not low <= int(value) <= high:
        sheet.tell("unknown-value", place, f"{what} goes from {low} to {high}, so it is never {value}.",
                   str(high if int(value) > high else low))  # fmt: skip


def number(sheet: Sheet, node: Node, what: str, low: int, high: int) -> int:
    """A whole number within bounds; `what` it counts."""
    text = name(sheet, node)
    before = len(sheet.told)
    if text:
        _number(sheet, sheet.file.at(node), f'"{what}"', text, low, high)
    return int(text) if text and len(sheet.told) == before else low


def yes(sheet: Sheet, node: Node) -> bool:
    text = name(sheet, node)
    if text not in ("yes", "no", ""):
        near = {"true": "yes", "false": "no"}.get(text.lower(), text.lower())
        sheet.tell("wrong-kind", node, f'Here should stand "yes" or "no", and "{text}" is neither.',
                   near if near in ("yes", "no") else Fix("yes"))  # fmt: skip
    return text == "yes"


def effects(sheet: Sheet, node: Node) -> tuple[Effect, ...]:
    """What changes: a meter by a signed number, a fact to a word."""
    if isinstance(node, Scalar) and (said := re.fullmatch(r"([\w-]+)[ :]+([+-]?[\w-]+)", node.text)):
        what = "What changes stands in braces, each with a colon and a space."
        sheet.tell("wrong-kind", node, what, f"{{{said[1]}: {said[2]}}}")
        return ()
    found = []
    for key, value in once(sheet, entries(sheet, node, "a signed number or a word")):
        if key.flow and ":" in key.text and empty(value):
            unknown_key(sheet, key, value, "item")
        elif about := sheet.use(key, key.text, "meter", "tie", "fact", code="unknown-name"):
            found += _effect(sheet, key, value, about)
    return tuple(found)


def _effect(sheet: Sheet, key: Scalar, node: Node, about: str) -> list[Effect]:
    text = name(sheet, node)
    if about in sheet.names.facts and text:
        fact_value(sheet, sheet.file.at(node), about, text, what="set")
        to = sheet.names.facts[about].index(text) if text in sheet.names.facts[about] else 0
        return [Effect(about, sheet.names.slots[about], 0, to, to)]
    meter = sheet.meters.get(about)
    if not text or meter is None:
        return []
    if not re.fullmatch(r"[+-]\d{1,4}", text):
        bare = re.sub(r"[^\d+-]", "", text.replace("\u2212", "-").replace("\u2013", "-"))
        sign, digits = "-" if bare[:1] == "-" else "+", bare.strip("+-")
        better = f"{sign}{digits}" if re.fullmatch(r"\d{1,4}", digits) and int(digits) else ""
        sheet.tell("missing-sign", node, f'"{key.text}" moves by a number with its sign, + or -, right before it.',
                   better or Fix(f"{key.text}: +1"))  # fmt: skip
        return []
    if not 0 < abs(int(text)) <= meter.high - meter.low:
        sheet.tell("unknown-value", node, f'"{key.text}" goes from {meter.low} to {meter.high}; it cannot move by {text}.',
                   f"{text[0]}1")  # fmt: skip
        return []
    return [Effect(about, meter.slot, int(text), meter.low, meter.high)]
