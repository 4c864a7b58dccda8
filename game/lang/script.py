"""A chapter's scenes: headings, scripts, choices, votes. Knows one file at a time; what lies between scenes is sense's."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from game.core.problem import Fix
from game.core.story import Cases, Choice, Decision, Heading, Item, Prose, Raised, Scene, Set, Take, Then, To, Vote
from game.core.text import slug
from game.lang.cases import Reader, cases, effects, is_case, number, when, yes
from game.lang.dates import date
from game.lang.names import stem, whole
from game.lang.nearest import nearest
from game.lang.shape import HEADING, TABLE
from game.lang.sheet import Keys, Sheet, blocks, empty, entries, once, opened, unknown_key
from game.lang.source import List, Map, Node, Scalar
from game.lang.texts import earlier, name, picture, prose, statements, words


@dataclass(frozen=True, slots=True)
class _Taking:
    """The line that opens a take: how many, and where it stands."""

    most: int | None
    key: Scalar


def scenes(sheet: Sheet, top: Keys, whose: tuple[str, ...]) -> Iterator[Scene]:
    """The scenes of a chapter file, from its outermost keys. `whose` chapter it is."""
    title = words(sheet, top["chapter"][1]) if "chapter" in top else ""
    shared = _heading(sheet, top)
    homes = [stem(sheet.file), *(one.text.removesuffix(".yaml") for one in earlier(sheet, top))]
    undated: list[Scalar] = []
    for key, node in blocks(sheet, top["scenes"][1], "scene") if "scenes" in top else ():
        if "/" in key.text:  # what is added to another file's scene: told where names are gathered
            continue
        if key.text == "joins":
            sheet.tell("unknown-key", key, '"joins" is a key of the file itself, as "scenes" is. It stands at the left '
                       'margin, above "scenes", and not within it.', Fix("joins:"))  # fmt: skip
            continue
        before = len(sheet.told)
        scene = _scene(sheet, key, node, title, whose, shared, homes)
        if len(sheet.told) == before and not ("date" in shared or _dated(scene)):
            undated.append(key)
        yield scene
    if undated:
        name_, others = undated[0].text, len(undated) - 1
        what = f'The scene "{name_}" has' if not others else f'The scene "{name_}" and {others} more have'
        sheet.tell("no-date", undated[0], f"{what} no date, and the chapter gives none. A date above the word scenes "
                   "is enough for all of them.", Fix("date: 26 June 1953"))  # fmt: skip


def _scene(sheet: Sheet, key: Scalar, node: Node, chapter: str, whose: tuple[str, ...], shared: dict[str, Cases[str]],
           homes: list[str]) -> Scene:  # fmt: skip
    before = len(sheet.told)
    keys = opened(sheet, node, "scene")
    headings = {**shared, **_heading(sheet, keys)}
    sets = tuple(Set(one, found) for one, found in headings.items() if found and found[0][0] is not None)  # type: ignore[arg-type]
    still = {one: found[-1][1] for one, found in headings.items() if found and found[-1][0] is None}
    nodes, full = listed_items(sheet, keys), whole(sheet.file, key.text)
    script = (*sets, *_script(sheet, nodes, full))
    scene = Scene(
        full, chapter, Heading(**still), script, sheet.file.at(key),
        statements(sheet, keys["record"][1]) if "record" in keys else (),
        words(sheet, keys["ending"][1]) if "ending" in keys else None,
        "history" in keys and yes(sheet, keys["history"][1]),
        sheet.names.slots.get(f"seen {full}"),
        tuple(_renamed(sheet, key, keys, homes)), whose,
        words(sheet, keys["warning"][1]) if "warning" in keys else "",
    )  # fmt: skip
    if len(sheet.told) == before and scene.ending is None and not leaves(scene.script):
        sheet.tell("script-runs-out", nodes[-1], f'The script of "{key.text}" can run out here with nowhere to go. '
                   'A script ends in a "to" that needs no case, in choices that all lead away and one of which has no '
                   '"if", or in a scene with an "ending".')  # fmt: skip
    return scene


def _renamed(sheet: Sheet, key: Scalar, keys: Keys, homes: list[str]) -> Iterator[str]:
    """The whole names that a scene had: each of its names in each of its file's."""
    for one in (key, *earlier(sheet, keys)):
        for home in homes:
            old = f"{home}/{one.text}" if "/" not in one.text else one.text
            if one is key and home == homes[0]:
                continue
            if sheet.names.has("scene", old):
                sheet.tell("was-still-there", one, f'There is still a scene called "{one.text}", so an old game that '
                           "stands there stands in that one. An earlier name is one that nothing has now.")  # fmt: skip
            yield old


def _dated(scene: Scene) -> bool:
    """Does a scene give a date anywhere."""
    return bool(scene.heading.date) or any(isinstance(item, Set) and item.key == "date" for item in scene.script)


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


def _heading(sheet: Sheet, keys: Keys) -> dict[str, Cases[str]]:
    return {key: cases(sheet, keys[key][1], HEADINGS[key]) for key in HEADING if key in keys}


def listed_items(sheet: Sheet, keys: Keys) -> tuple[Node, ...]:
    match keys.get("script"):
        case (_, List(items)) if items:
            return items
        case (_, node):
            sheet.tell("wrong-kind", node, "A script is a list: each thing that happens begins with a dash.")
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
            sheet.tell("take-without-choices", taking.key, 'No choice follows this "take". The choices of which it says how many '
                       "may be taken stand right below it, each with a dash.", Fix("- choice: (what may be taken)"))  # fmt: skip
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
            sheet.tell("same-choice", choice.place, "Another choice of this decision is the same in its words or in what it is "
                       'called. Reword one, or give it a "called" of its own.', also=(other.place,))  # fmt: skip


def read_items(sheet: Sheet, node: Node) -> Iterator[Item | Choice | _Taking]:
    """What one dash begins: one thing, or several headings and effects in the order of their lines."""
    if not isinstance(node, Map) or not node.entries:
        yield Prose(((None, prose(sheet, node)),))
        return
    there = {key.text for key, _ in node.entries}
    keys = {_meant(sheet, text, there) for text in there}
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
    if text in IN_SCRIPT or text.lower() in IN_SCRIPT:
        return text.lower()
    return (
        text
        if text[:1].isupper() or text.startswith(("if ", "otherwise"))
        else sheet.near(text, IN_SCRIPT - there) or text
    )


def _spoken(sheet: Sheet, node: Map) -> None:
    """Words that a colon made a key of; or a meter that moves without its `then`."""
    (key, value), *_ = node.entries
    if any(sheet.names.has(kind, key.text) for kind in ("meter", "tie", "fact")) and isinstance(value, Scalar):
        place = sheet.file.stretch(key.start.line, key.start.column, max(value.end.column, key.end.column))
        sheet.tell("unknown-key", key, f'What moves "{key.text}" stands in braces after "then".',
                   sheet.file.instead(place, f"then: {{{key.text}: {value.text}}}"))  # fmt: skip
    else:
        prose(sheet, node)


def _headless(sheet: Sheet, node: Map, belongs: str) -> None:
    """What belongs to a choice, under a dash that begins none: another key has taken the place of its first."""
    (key, value), *_ = node.entries
    words_ = isinstance(value, Scalar) and " " in value.text
    fix = "choice" if words_ else Fix(f"- choice: (words)\n  {key.text}: ...")
    sheet.tell("unknown-key", key, f'"{belongs}" belongs to a choice, and "{key.text}" begins none. Right after the dash '
               'stands "choice" or "say".', fix)  # fmt: skip


def _from_here(sheet: Sheet, node: Map) -> Iterator[Item | _Taking]:
    for key, value in node.entries:
        match key.text:
            case "date" | "place" | "picture" | "sound" | "speaker" as heading:
                yield Set(heading, cases(sheet, value, HEADINGS[heading]))
            case "then":
                yield Then(effects(sheet, value))
            case "to":
                yield To(cases(sheet, value, scene_name))
            case "take":
                text = name(sheet, value)
                yield _Taking(None if text in ("any", "") else number(sheet, value, "take", 1, 99), key)
            case "if" if isinstance(value, Scalar) and value.style == "|":
                sheet.tell("bad-condition", key, 'After "if" stands a condition in words.', Fix("if army at least 3: |"))  # fmt: skip
            case text if text in IN_SCRIPT:
                sheet.tell("unknown-key", key, f'"{text}" belongs to a choice or a vote, and none begins at this dash. '
                           'What belongs to a choice stands right below it, without a dash and as deep as "choice".')  # fmt: skip
            case _:
                unknown_key(sheet, key, value, "choice", "vote", "item")


def _choice(sheet: Sheet, node: Map) -> Choice:
    keys = opened(sheet, node, "choice")
    if "say" in keys and "choice" in keys:
        second, value = max(keys["say"], keys["choice"], key=lambda one: one[0].start.line)
        reply = isinstance(value, Scalar) and value.style == "|" and "reply" not in keys
        sheet.tell("unknown-key", second, 'One dash begins a "choice" or a "say", not both.',
                   "reply" if reply else Fix(f"- {second.text}: ..."))  # fmt: skip
    key, text = keys.get("say") or keys.get("choice") or node.entries[0]
    label = words(sheet, text)
    if key.text == "say" and re.fullmatch(r"[“„«].+[”“»]", label):
        sheet.tell("quoted-line", text, 'What stands behind "say" gets its quotation marks on the page. With these of '
                   "your own there would be two pairs.", label[1:-1], "warning")  # fmt: skip
    called = name(sheet, keys["called"][1]) if "called" in keys else None
    condition = keys["if"][1] if "if" in keys else None
    if condition is not None and (not isinstance(condition, Scalar) or empty(condition)):
        sheet.tell("wrong-kind", condition, 'After "if" stands a condition in words.', Fix("(such as army at least 3)"))
        condition = None
    if "locked" in keys and "if" not in keys:
        sheet.tell("locked-without-if", keys["locked"][0], 'A choice that is "locked" says with "if" when it opens.',
                   Fix("if: (a condition, such as army at least 3)"))  # fmt: skip
    return Choice(called or slug(label), label, key.text == "say", sheet.file.at(text),
                  when(sheet, condition, condition.text) if isinstance(condition, Scalar) else None,
                  words(sheet, keys["locked"][1]) if "locked" in keys else None,
                  "history" in keys and yes(sheet, keys["history"][1]),
                  effects(sheet, keys["then"][1]) if "then" in keys else (),
                  sheet.names.slots.get(f"chose {whole(sheet.file, called)}") if called else None,
                  cases(sheet, keys["reply"][1], prose) if "reply" in keys else (),
                  cases(sheet, keys["to"][1], scene_name) if "to" in keys else (),
                  tuple(slug(one.text) for one in earlier(sheet, keys)))  # fmt: skip


def _vote(sheet: Sheet, node: Map) -> Vote:
    keys = opened(sheet, node, "vote")
    _, motion = keys.get("vote") or node.entries[0]
    voters = once(sheet, entries(sheet, keys["voters"][1], "a hand")) if "voters" in keys else ()
    return Vote(words(sheet, motion),
                tuple((person, cases(sheet, value, raised, f"The cases of {key.text}")) for key, value in voters
                      if (person := sheet.use(key, key.text, "person", code="unknown-person"))))  # fmt: skip


# -- single values -----------------------------------------------------------------------------------------------------


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
            sheet.tell("unknown-value", place, f'A hand is for, against or abstains, not "{other}".',
                       nearest(other, ("for", "against", "abstains")))  # fmt: skip
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
    sheet.tell(f"unknown-{kind}", node, f'There is no {kind} called "{text}". The nearest is "{own}".', own)
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
        faces = f"Faces there: {', '.join(sorted(own))}." if own else "No face of this person stands there yet."
        which = f' The nearest is "{near}" ({own[near].seen(sheet.file)}).' if near else ""
        sheet.lose("unknown-picture", sheet.file.within(node, text.find(face), len(face)), f'There is no face "{face}" of '
                   f'{person}: "{bust}" does not stand under "pictures". {faces}{which}', near, bust, "picture")  # fmt: skip
    sheet.used |= {("picture", bust), ("picture", f"bust-{person}")}
    return f"{sheet.names.full(sheet.file, person, 'person')} {face}".rstrip()


OF_CHOICE = ("called", "locked", "history", "reply")  # and of nothing else within a script
IN_SCRIPT = TABLE["item"].keys() | TABLE["choice"].keys() | TABLE["vote"].keys()
HEADINGS: dict[str, Reader[str]] = {
    "date": date,
    "place": words,
    "picture": picture,
    "sound": _sound,
    "speaker": _speaker,
}
