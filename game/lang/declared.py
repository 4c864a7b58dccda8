"""What a story declares outside its scenes: roles, meters, facts, people, terms, sources, record, pictures, sounds.

Knows one file at a time and no script.
"""

import re

from game.core.story import Cases, Entry, Meter, Role, Statement
from game.lang.cases import cases, number, values
from game.lang.names import NAME, stem
from game.lang.shape import FORMAT
from game.lang.sheet import Keys, Sheet, blocks, empty, entries, listed, opened
from game.lang.source import List, Node, Scalar
from game.lang.texts import earlier, name, owners, prose, statements, words

TIE = (-3, 3)


def meters(sheet: Sheet, top: Keys) -> None:
    """Put a file's meters, and its ties as hidden ones, on every sheet."""
    for key, node in blocks(sheet, top, "meters", "meter"):
        if (meter := _meter(sheet, key, node)) is not None:
            sheet.meters.setdefault(meter.name, meter)
    for person in listed(sheet, top["ties"][1], "persons") if "ties" in top else ():
        if sheet.use(person, person.text, "person", code="unknown-person"):
            tie = sheet.names.full(sheet.file, person.text, "tie")
            sheet.meters.setdefault(tie, Meter(tie, person.text, *TIE, 0, sheet.names.slots[tie],
                                                sheet.file.at(person), hidden=True))  # fmt: skip


def _meter(sheet: Sheet, key: Scalar, node: Node) -> Meter | None:
    keys = opened(sheet, node, "meter")
    if not {"name", "scale", "start"} <= keys.keys():
        return None
    scale = name(sheet, keys["scale"][1])
    bounds = re.fullmatch(r"(-?\d{1,4}) to (-?\d{1,4})", scale)
    if bounds is None or int(bounds[1]) >= int(bounds[2]):
        if scale:
            ends = sorted(map(int, re.findall(r"(?<!\d)-?\d{1,4}(?!\d)", scale)))
            better = f"{ends[0]} to {ends[1]}" if len(set(ends)) == 2 == len(ends) else None
            sheet.tell("bad-scale", keys["scale"][1], better, scale=scale)
        return None
    low, high = int(bounds[1]), int(bounds[2])
    full = sheet.names.full(sheet.file, key.text, "meter")
    return Meter(full, words(sheet, keys["name"][1]), low, high, number(sheet, keys["start"][1], key.text, low, high),
                 sheet.names.slots[full], sheet.file.at(key), roles=owners(sheet, keys),
                 branch=stem(sheet.file) if sheet.file.name in sheet.names.branches else "",
                 **values(sheet, keys, "meter", "hidden", "about"))  # fmt: skip


def facts(sheet: Sheet, top: Keys) -> None:
    """A fact's values: single words, each once."""
    for key, node in entries(sheet, top["facts"][1], "its values") if "facts" in top else ():
        values = listed(sheet, node, holds := f"the values of {key.text}")
        if isinstance(node, List) and not node.items:
            sheet.tell("wrong-kind: list", node, holds=holds)
        for value in values:
            if not re.fullmatch(NAME, value.text):
                sheet.tell("bad-name: value", value, name=value.text)
            elif value is not next(one for one in values if one.text == value.text):
                sheet.tell("name-twice: value", value, fact=key.text, value=value.text)


def roles(sheet: Sheet, top: Keys) -> dict[str, Role]:
    """The roles of story.yaml."""
    found = blocks(sheet, top, "roles", "role")
    return {key.text: role for key, node in found if (role := _role(sheet, key, node)) is not None}


def _role(sheet: Sheet, key: Scalar, node: Node) -> Role | None:
    sheet.use(key, key.text, "person", code="unknown-person")
    keys = opened(sheet, node, "role")
    if "start" not in keys:
        return None
    told = values(sheet, keys, "role", "start", "approach", "about", "goal", "minutes", "warning", "then")
    return Role(key.text, was=tuple(one.text for one in earlier(sheet, keys)),
                questions=_questions(sheet, keys["questions"][1]) if "questions" in keys else (), **told)  # fmt: skip


def _questions(sheet: Sheet, node: Node) -> tuple[Cases[str], ...]:
    return tuple(cases(sheet, one, prose) for one in (node.items if isinstance(node, List) else (node,)))


def codex(sheet: Sheet, top: Keys) -> dict[str, Entry]:
    """The people and terms of a file."""
    found = {}
    for kind in ("people", "terms"):
        for key, node in blocks(sheet, top, kind, "entry"):
            keys = opened(sheet, node, "entry")
            if not {"name", "about"} <= keys.keys():
                continue
            full = sheet.names.full(sheet.file, key.text, "person", "term")
            seats = number(sheet, keys["seats"][1], "seats", 1, 999) if "seats" in keys else 1
            told = values(sheet, keys, "entry", "name", "about", "kind", "lived", "picture", "became")
            found[full] = Entry(full, person=kind == "people", seats=seats, **told)
    return found


def sources(sheet: Sheet, top: Keys) -> dict[str, str]:
    """The works that marks name, as they are cited."""
    found = entries(sheet, top["sources"][1], "a citation") if "sources" in top else ()
    return {sheet.names.full(sheet.file, key.text, "source"): prose(sheet, node) for key, node in found}


def record(sheet: Sheet, top: Keys) -> dict[str, Statement]:
    """The facts to be played, each one paragraph with its mark."""
    found = {}
    for key, node in entries(sheet, top["record"][1], "a fact with its mark") if "record" in top else ():
        rows = statements(sheet, node)
        if rows:
            found[key.text] = rows[0]
        if len(rows) > 1:
            sheet.tell("wrong-kind: one paragraph", node, fact=key.text)
    return found


def described(sheet: Sheet, top: Keys, kind: str) -> dict[str, str]:
    """What each picture shows or each sound is, for those who cannot see or hear it."""
    found = entries(sheet, top[kind][1], "what it is, in words") if kind in top else ()
    return {key.text: words(sheet, node) for key, node in found}


def version(sheet: Sheet, top: Keys) -> int:
    """The version of the language that the story is written in; one newer than this program is refused."""
    if "format" not in top or empty(top["format"][1]):
        return FORMAT
    text = name(sheet, top["format"][1])
    if not re.fullmatch(r"[1-9]\d{0,3}", text):
        sheet.tell("unknown-value: format", top["format"][1], said=text)
        return FORMAT
    if int(text) > FORMAT:
        sheet.tell("newer-format", top["format"][1], format=text, known=FORMAT)
    return int(text)
