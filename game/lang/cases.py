"""What decides and what changes: conditions, values by cases, effects; and how each single value is read.

A value that cannot be read comes back empty, and is told.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache, partial
from typing import Any, TypeVar

from game.core.problem import Fix, Place
from game.core.rule import Compare, Misread, clauses, compiled, read
from game.core.rule import Mark as Read
from game.core.story import Cases, Effect, Raised, When
from game.lang.dates import date, meant
from game.lang.names import asked, whole
from game.lang.nearest import nearest
from game.lang.shape import TABLE
from game.lang.sheet import Keys, Sheet, empty, entries, once, unknown_key
from game.lang.source import Map, Node, Scalar
from game.lang.texts import name, picture, prose, words

T = TypeVar("T")
Reader = Callable[[Sheet, Node], T]
DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def cases(sheet: Sheet, node: Node, one: Reader[T], voter: str = "") -> Cases[T]:
    """A value, or its cases; those of a `voter` must end in `otherwise`."""
    if not isinstance(node, Map) or not any(is_case(key) for key, _ in node.entries):
        return ((None, one(sheet, node)),)
    found: list[tuple[When | None, T]] = []
    last = next(key for key, _ in reversed(node.entries) if is_case(key))
    for key, value in once(sheet, node.entries):
        if key.text != "otherwise" and not key.text.startswith("if "):
            _no_case(sheet, key, value, node)
        elif key.text == "otherwise":
            if key is not last:
                sheet.tell("misplaced-otherwise: not last", key)
            found.append((None, one(sheet, value)))
        elif (case := when(sheet, key, key.text[3:], one is prose)) is not None:
            found.append((case, one(sheet, value)))
    if len(node.entries) == 1 and last.text == "otherwise":
        sheet.tell("misplaced-otherwise: alone", last)
    if voter and last.text != "otherwise":
        sheet.tell("missing-otherwise", last, voter=voter)
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
        sheet.tell("comma-in-braces: cases", key, Fix("\n".join(lines)), said=key.text)
    elif key.text == "if":
        sheet.tell("bad-condition: none", key)
    elif near := sheet.near(key.text.partition(" ")[0], ("if", "otherwise")):
        better = near + "".join(key.text.partition(" ")[1:])
        sheet.tell("unknown-key: case nearest", key, better, key=key.text, near=near)
    else:
        sheet.tell("unknown-key: no case", key, "otherwise" if key is node.entries[-1][0] else None, key=key.text)


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
        sheet.tell("bad-condition", place, better, why=rule.message)
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
            sheet.tell("misplaced-gently", place)
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
                    sheet.tell("unknown-name: has no value", place, name=said, marked=marked)
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
        sheet.tell("unknown-value: no more and less", place, fact=short, values=", ".join(values))
    elif value not in values:
        near = sheet.near(value, values)
        sheet.tell("unknown-value: of a fact", place, near, fact=short, value=value, values=", ".join(values))
    else:
        sheet.values.setdefault((what, fact, value), place)


def _number(sheet: Sheet, place: Place, what: str, value: str, low: int, high: int) -> None:
    if not re.fullmatch(r"-?\d{1,4}", value):
        digit = str(DIGITS.index(value.lower())) if value.lower() in DIGITS else ""
        sheet.tell("unknown-value: no number", place, digit, value=value, low=low, high=high)
    elif not low <= int(value) <= high:
        end = str(high if int(value) > high else low)
        sheet.tell("unknown-value: beyond", place, end, what=what, value=value, low=low, high=high)


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
        sheet.tell("wrong-kind: yes or no", node, near if near in ("yes", "no") else None, said=text)
    return text == "yes"


def effects(sheet: Sheet, node: Node) -> tuple[Effect, ...]:
    """What changes: a meter by a signed number, a fact to a word."""
    if isinstance(node, Scalar) and (said := re.fullmatch(r"([\w-]+)[ :]+([+-]?[\w-]+)", node.text)):
        sheet.tell("wrong-kind: changes", node, f"{{{said[1]}: {said[2]}}}")
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
        sheet.tell("missing-sign", node, better, meter=key.text)
        return []
    if not 0 < abs(int(text)) <= meter.high - meter.low:
        step = f"{text[0]}1"
        sheet.tell("unknown-value: too far", node, step, meter=key.text, low=meter.low, high=meter.high, by=text)
        return []
    return [Effect(about, meter.slot, int(text), meter.low, meter.high)]


# -- what stands under a key -------------------------------------------------------------------------------------------


@cache
def reader(place: str, key: str) -> Reader[Any]:
    """How to read what stands under a key: as what the table says that it holds."""
    holds, by_cases, _ = TABLE[place][key].holds.partition(" or cases")
    one = READERS[holds.rstrip(",")]
    return partial(cases, one=one) if by_cases else one


def values(sheet: Sheet, keys: Keys, place: str, *names: str) -> dict[str, Any]:
    """What stands under some keys of a block, by key; what is not there is left out."""
    return {one: reader(place, one)(sheet, keys[one][1]) for one in names if one in keys}


def scene_name(sheet: Sheet, node: Node) -> str:
    return sheet.use(node, name(sheet, node), "scene", code="unknown-scene")


def raised(sheet: Sheet, node: Node) -> Raised:
    """A hand, and after it whatever is read as it goes up: "abstains. He looks at his tea."."""
    text = prose(sheet, node)
    first, _, rest = text.partition(" ")
    match first.rstrip(".,:").strip():
        case "for" | "against" | "abstains" as hand:
            return Raised(hand, rest.strip())
        case "":
            return Raised("abstains")
        case other:
            place = sheet.file.within(node, 0, len(other)) if isinstance(node, Scalar) else sheet.file.at(node)
            sheet.tell("unknown-value: hand", place, nearest(other, ("for", "against", "abstains")), said=other)
            return Raised("abstains")


def _sound(sheet: Sheet, node: Node) -> str:
    text = name(sheet, node)
    if text == "silence" or _own_word(sheet, node, text, "silence", "sound"):
        return ""
    return sheet.use(node, text, "sound", code="unknown-sound")


def _own_word(sheet: Sheet, node: Node, text: str, own: str, kind: str) -> bool:
    """Was a word of the language meant that stands in place of a name: silence, nobody. Then it is told."""
    known = sheet.names.known(kind)
    if text.partition(" ")[0] in known or not nearest(text, (own,)) or nearest(text, known):
        return False
    sheet.tell(f"unknown-{kind}: own word", node, own, name=text, near=own)
    return True


def _speaker(sheet: Sheet, node: Node) -> str:
    """A person and, if wanted, a face that the story's pictures describe; or nobody."""
    text = name(sheet, node)
    if not isinstance(node, Scalar) or text in ("", "nobody") or _own_word(sheet, node, text, "nobody", "person"):
        return text
    person, _, face = text.partition(" ")
    if not sheet.use(sheet.file.within(node, 0, len(person)), person, "person", code="unknown-person"):
        return ""
    face = face.strip()
    bust = f"bust-{person}-{face}" if face else f"bust-{person}"
    if face and not sheet.names.has("picture", bust):
        own = {one.removeprefix(f"bust-{person}-"): spot for one, spot in sheet.names.known("picture").items()
               if one.startswith(f"bust-{person}-")}  # fmt: skip
        near = sheet.near(face, own) or next((one for one in own if one.startswith(face)), "")
        told = "unknown-picture: face near" if near else "unknown-picture: face" if own else "unknown-picture: no face"
        sheet.lose(told, sheet.file.within(node, text.find(face), len(face)), near, bust, "picture", face=face, person=person,
                   faces=", ".join(sorted(own)), spot=own[near].seen(sheet.file) if near else "")  # fmt: skip
    sheet.used |= {("picture", bust), ("picture", f"bust-{person}")}
    return f"{sheet.names.full(sheet.file, person, 'person')} {face}".rstrip()


READERS: dict[str, Reader[Any]] = {
    "words": words,
    "prose": prose,
    "date": date,
    "scene": scene_name,
    "picture": picture,
    "sound, or silence": _sound,
    "person, with a face if wanted, or nobody": _speaker,
    "yes or no": yes,
    "meter: signed number, fact: value": effects,
}
