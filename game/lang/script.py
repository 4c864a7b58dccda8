"""A chapter's scenes: headings, scripts, choices, votes. Knows one file at a time; what lies between scenes is sense's."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from game.core.story import Cases, Choice, Decision, Heading, Item, Prose, Scene, Set, Take, Then, To, Vote
from game.core.text import slug
from game.lang.cases import cases, effects, is_case, number, raised, reader, scene_name, values, when
from game.lang.names import stem, whole
from game.lang.shape import HEADING, TABLE
from game.lang.sheet import Keys, Sheet, blocks, empty, entries, once, opened, unknown_key
from game.lang.source import List, Map, Node, Scalar
from game.lang.texts import earlier, name, prose, statements, words

OF_CHOICE = ("called", "locked", "history", "reply")  # and of nothing else within a script
IN_SCRIPT = TABLE["item"].keys() | TABLE["choice"].keys() | TABLE["vote"].keys()


@dataclass(frozen=True, slots=True)
class _Taking:
    """The line that opens a take: how many, and where it stands."""

    most: int | None
    key: Scalar


def scenes(sheet: Sheet, top: Keys, whose: tuple[str, ...]) -> Iterator[Scene]:
    """The scenes of a chapter file, from its outermost keys. `whose` chapter it is."""
    title = words(sheet, top["chapter"][1]) if "chapter" in top else ""
    shared = values(sheet, top, "chapter", *HEADING)
    homes = [stem(sheet.file), *(one.text.removesuffix(".yaml") for one in earlier(sheet, top))]
    undated: list[Scalar] = []
    for key, node in blocks(sheet, top, "scenes", "scene"):
        if "/" in key.text:  # what is added to another file's scene: told where names are gathered
            continue
        if key.text == "joins":
            sheet.tell("unknown-key: joins", key)
            continue
        before = len(sheet.told)
        scene = _scene(sheet, key, node, title, whose, shared, homes)
        dated = scene.heading.date or any(isinstance(item, Set) and item.key == "date" for item in scene.script)
        if len(sheet.told) == before and not ("date" in shared or dated):
            undated.append(key)
        yield scene
    if undated:
        others = len(undated) - 1
        sheet.tell("no-date: several" if others else "no-date", undated[0], name=undated[0].text, others=others)


def _scene(sheet: Sheet, key: Scalar, node: Node, chapter: str, whose: tuple[str, ...], shared: dict[str, Cases[str]],
           homes: list[str]) -> Scene:  # fmt: skip
    before = len(sheet.told)
    keys = opened(sheet, node, "scene")
    headings: dict[str, Cases[str]] = {**shared, **values(sheet, keys, "scene", *HEADING)}
    sets = tuple(Set(one, found) for one, found in headings.items() if found and found[0][0] is not None)  # type: ignore[arg-type]
    still = {one: found[-1][1] for one, found in headings.items() if found and found[-1][0] is None}
    nodes, full = listed_items(sheet, keys), whole(sheet.file, key.text)
    script = (*sets, *_script(sheet, nodes, full))
    if "record" in keys and "ending" not in keys:  # its card is shown once
        sheet.names.slot(f"seen {full}")
    scene = Scene(
        full, chapter, Heading(**still), script, sheet.file.at(key), statements(sheet, keys["record"][1]) if "record" in keys else (),
        left=sheet.names.slots.get(f"seen {full}"), was=tuple(_renamed(sheet, key, keys, homes)), roles=whose,
        **values(sheet, keys, "scene", "ending", "history", "warning"),
    )  # fmt: skip
    if len(sheet.told) == before and scene.ending is None and not leaves(scene.script):
        sheet.tell("script-runs-out", nodes[-1], scene=key.text)
    return scene


def _renamed(sheet: Sheet, key: Scalar, keys: Keys, homes: list[str]) -> Iterator[str]:
    """The whole names that a scene had: each of its names in each of its file's."""
    for one in (key, *earlier(sheet, keys)):
        for home in homes:
            old = f"{home}/{one.text}" if "/" not in one.text else one.text
            if one is key and home == homes[0]:
                continue
            if sheet.names.has("scene", old):
                sheet.tell("was-still-there", one, name=one.text)
            yield old


def leaves(script: tuple[Item, ...]) -> bool:
    """Does every way through a script's last items lead to another scene."""
    match script[-1] if script else None:
        case To(found):
            return _sure(found)
        case Decision(choices, None):
            return all(_sure(choice.to) for choice in choices) and any(choice.when is None for choice in choices)
    return False


def _sure(found: Cases[str]) -> bool:
    return bool(found) and found[-1][0] is None


def listed_items(sheet: Sheet, keys: Keys) -> tuple[Node, ...]:
    match keys.get("script"):
        case (_, List(items)) if items:
            return items
        case (_, node):
            sheet.tell("wrong-kind: script", node)
    return ()


def _script(sheet: Sheet, nodes: tuple[Node, ...], scene: str) -> Iterator[Item]:
    """The items, with choices that follow one another made one decision, and a take of them where one is opened."""
    choices: list[Choice] = []
    taking: _Taking | None = None
    items = (item for node in nodes for item in read_items(sheet, node))
    for item in chain(items, (None,)):
        if isinstance(item, Choice):
            choices.append(item)
            continue
        if choices:
            yield _decision(sheet, choices, taking, scene)
            choices = []
        elif taking is not None:
            sheet.tell("take-without-choices", taking.key)
        taking = item if isinstance(item, _Taking) else None
        if item is not None and not isinstance(item, _Taking):
            yield item


def _decision(sheet: Sheet, choices: list[Choice], taking: _Taking | None, scene: str) -> Decision:
    told_apart(sheet, choices)
    if taking is None:
        return Decision(tuple(choices))
    line = taking.key.start.line
    slots = [sheet.names.slot(f"take {scene} {line} {place}") for place in range(len(choices) + 1)]
    return Decision(tuple(choices), Take(taking.most, slots[0], tuple(slots[1:])))


def told_apart(sheet: Sheet, choices: Iterable[Choice]) -> None:
    """Two choices that read alike in one decision could not be told apart in a saved game."""
    met: dict[str, Choice] = {}
    for choice in choices:
        if (other := met.setdefault(choice.id, choice)) is not choice and choice.place.file == sheet.file.name:
            sheet.tell("same-choice", choice.place, also=(other.place,))


def read_items(sheet: Sheet, node: Node) -> Iterator[Item | Choice | _Taking]:
    """What one dash begins: one thing, or several headings and effects in the order of their lines."""
    if not isinstance(node, Map) or not node.entries:
        yield Prose(((None, prose(sheet, node)),))
        return
    there = {key.text for key, _ in node.entries}
    keys = there if there <= IN_SCRIPT else {_meant(sheet, text, there) for text in there}
    if "choice" in keys or "say" in keys:
        yield _choice(sheet, node)
    elif "vote" in keys:
        yield _vote(sheet, node)
    elif belongs := [key.text for key, _ in node.entries[1:] if key.text in OF_CHOICE]:
        _headless(sheet, node, belongs[0])
    elif any(is_case(key) for key, _ in node.entries):
        yield Prose(cases(sheet, node, prose))
    elif not keys & IN_SCRIPT:
        _spoken(sheet, node)
    else:
        yield from _from_here(sheet, node)


def _meant(sheet: Sheet, text: str, there: set[str]) -> str:
    """The key of a script that was meant. A capital first makes it a word, unless nothing else differs."""
    if text.lower() in IN_SCRIPT:
        return text.lower()
    if text[:1].isupper() or text.startswith(("if ", "otherwise")):
        return text
    return sheet.near(text, IN_SCRIPT - there) or text


def _spoken(sheet: Sheet, node: Map) -> None:
    """Words that a colon made a key of; or a meter that moves without its `then`."""
    (key, value), *_ = node.entries
    if any(sheet.names.has(kind, key.text) for kind in ("meter", "tie", "fact")) and isinstance(value, Scalar):
        place = sheet.file.stretch(key.start.line, key.start.column, max(value.end.column, key.end.column))
        fix = sheet.file.instead(place, f"then: {{{key.text}: {value.text}}}")
        sheet.tell("unknown-key: moves", key, fix, key=key.text)
    else:
        prose(sheet, node)


def _headless(sheet: Sheet, node: Map, belongs: str) -> None:
    """What belongs to a choice, under a dash that begins none: another key has taken the place of its first."""
    (key, value), *_ = node.entries
    words_ = isinstance(value, Scalar) and " " in value.text
    sheet.tell("unknown-key: begins no choice", key, "choice" if words_ else None, belongs=belongs, key=key.text)


def _from_here(sheet: Sheet, item: Map) -> Iterator[Item | _Taking]:
    for key, node in item.entries:
        match key.text:
            case "date" | "place" | "picture" | "sound" | "speaker" as heading:
                yield Set(heading, reader("item", heading)(sheet, node))
            case "then":
                yield Then(effects(sheet, node))
            case "to":
                yield To(cases(sheet, node, scene_name))
            case "take":
                text = name(sheet, node)
                yield _Taking(None if text in ("any", "") else number(sheet, node, "take", 1, 99), key)
            case "if" if isinstance(node, Scalar) and node.style == "|":
                sheet.tell("bad-condition: none", key)
            case text if text in IN_SCRIPT:
                sheet.tell("unknown-key: of a choice", key, key=text)
            case _:
                unknown_key(sheet, key, node, "choice", "vote", "item")


def _choice(sheet: Sheet, node: Map) -> Choice:
    keys = opened(sheet, node, "choice")
    if "say" in keys and "choice" in keys:
        second, held = max(keys["say"], keys["choice"], key=lambda one: one[0].start.line)
        reply = isinstance(held, Scalar) and held.style == "|" and "reply" not in keys
        sheet.tell("unknown-key: choice and say", second, "reply" if reply else None, key=second.text)
    key, text = keys.get("say") or keys.get("choice") or node.entries[0]
    label = words(sheet, text)
    if key.text == "say" and re.fullmatch(r"[“„«].+[”“»]", label):
        sheet.tell("quoted-line: say", text, label[1:-1], "warning")
    called = name(sheet, keys["called"][1]) if "called" in keys else None
    condition = keys["if"][1] if "if" in keys else None
    if condition is not None and (not isinstance(condition, Scalar) or empty(condition)):
        sheet.tell("wrong-kind: condition", condition)
        condition = None
    if "locked" in keys and "if" not in keys:
        sheet.tell("locked-without-if", keys["locked"][0])
    return Choice(called or slug(label), label, key.text == "say", sheet.file.at(text),
                  when(sheet, condition, condition.text) if isinstance(condition, Scalar) else None,
                  mark=sheet.names.slots.get(f"chose {whole(sheet.file, called)}") if called else None,
                  was=tuple(slug(one.text) for one in earlier(sheet, keys)),
                  **values(sheet, keys, "choice", "locked", "history", "then", "reply", "to"))  # fmt: skip


def _vote(sheet: Sheet, node: Map) -> Vote:
    keys = opened(sheet, node, "vote")
    _, motion = keys.get("vote") or node.entries[0]
    voters = once(sheet, entries(sheet, keys["voters"][1], "a hand")) if "voters" in keys else ()
    return Vote(words(sheet, motion),
                tuple((person, cases(sheet, value, raised, key.text)) for key, value in voters
                      if (person := sheet.use(key, key.text, "person", code="unknown-person"))))  # fmt: skip
