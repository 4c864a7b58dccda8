"""The plays kept beside a story: what their author expects, as values. They are run elsewhere."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from game.core.problem import Place
from game.core.story import Choice, Decision, Story
from game.lang.cases import fact_value, number, raised, values, yes
from game.lang.sheet import Sheet, entries, listed, opened, unknown_key
from game.lang.source import Node
from game.lang.texts import name


@dataclass(frozen=True, slots=True)
class Expected:
    """How the last vote in a scene should have gone; None where the play does not say."""

    carried: bool | None
    hands: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Play:
    """Choices by id or by number on the page, and where they should have led."""

    file: str
    role: str
    choices: tuple[str, ...]
    place: Place  # of what it says about its end
    ends: str | None = None
    at: str | None = None
    votes: Mapping[str, Expected] = field(default_factory=dict)
    meters: Mapping[str, int] = field(default_factory=dict)
    facts: Mapping[str, str] = field(default_factory=dict)


def known(story: Story | None) -> dict[str, Choice]:
    """The choices of a story that is sound, by their ids and earlier ids."""
    scripts = (scene.script for scene in story.scenes.values()) if story else ()
    choices = (one for script in scripts for item in script if isinstance(item, Decision) for one in item.choices)
    return {word: one for one in choices for word in (*one.was, one.id)}


def play(sheet: Sheet, known: Mapping[str, Choice]) -> Play | None:
    """The play in a file. What is wrong with it is told; of its choices only if those of the story are `known`."""
    root = sheet.file.root
    if root is None:
        sheet.tell("empty-file: play", sheet.file.stretch(0, 0, 1), severity="warning")
        return None
    keys = opened(sheet, root, "play")
    if "role" not in keys or "choices" not in keys:
        return None
    role = name(sheet, keys["role"][1])
    sheet.use(keys["role"][1], role, "role", code="unknown-person")
    end = keys.get("ends") or keys.get("at")
    if end is None:
        sheet.tell("missing-key: end of a play", keys["role"][0])
        return None
    return Play(sheet.file.name, role, _choices(sheet, keys["choices"][1], known), place=sheet.file.at(end[1]),
                votes=_votes(sheet, keys["votes"][1]) if "votes" in keys else {},
                meters=_meters(sheet, keys["meters"][1]) if "meters" in keys else {},
                facts=_facts(sheet, keys["facts"][1]) if "facts" in keys else {},
                **values(sheet, keys, "play", "ends", "at"))  # fmt: skip


def _choices(sheet: Sheet, node: Node, known: Mapping[str, Choice]) -> tuple[str, ...]:
    """Choices by their ids, or by numbers on the page."""
    found = listed(sheet, node, "choices")
    ids = tuple(scalar.text for scalar in found)
    sheet.used |= {("choice", name) for name in sheet.names.known("choice") if name.rpartition("/")[2] in ids}
    for scalar in found:
        if known and not scalar.text.isdigit() and scalar.text not in known:
            near = sheet.near(scalar.text, known)
            spot = f"{known[near].place.file}, line {known[near].place.line}" if near else ""
            told = "unknown-choice: nearest of all" if near else "unknown-choice: of none"
            sheet.lose(told, scalar, near, scalar.text, "choice", spot=spot)
    return ids


def _votes(sheet: Sheet, node: Node) -> dict[str, Expected]:
    found = {}
    for key, value in entries(sheet, node, "how hands went up there"):
        if scene := sheet.use(key, key.text, "scene", code="unknown-scene"):
            carried, hands = None, {}
            for asked, answer in entries(sheet, value, "a hand"):
                if asked.text == "carried":
                    carried = yes(sheet, answer)
                elif not sheet.names.has("person", asked.text) and sheet.near(asked.text, ("carried",)):
                    unknown_key(sheet, asked, answer, "count")
                elif sheet.use(asked, asked.text, "person", code="unknown-person"):
                    hands[asked.text] = raised(sheet, answer).hand
            found[scene] = Expected(carried, hands)
    return found


def _meters(sheet: Sheet, node: Node) -> dict[str, int]:
    found = (one for one in entries(sheet, node, "a number") if sheet.use(one[0], one[0].text, "meter", "tie", code="unknown-name"))  # fmt: skip
    return {key.text: number(sheet, value, key.text, meter.low, meter.high) for key, value in found
            if (meter := sheet.meters.get(key.text))}  # fmt: skip


def _facts(sheet: Sheet, node: Node) -> dict[str, str]:
    found = {}
    for key, value in entries(sheet, node, "one of its words"):
        if sheet.use(key, key.text, "fact", code="unknown-name"):
            found[key.text] = name(sheet, value)
            fact_value(sheet, sheet.file.at(value), key.text, found[key.text], what="expected")
    return found
