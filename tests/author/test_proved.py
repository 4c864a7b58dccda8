"""What a proof found, in words: what is amiss, where, and what there is instead."""

from collections.abc import Callable
from pathlib import Path

import pytest

from game.author.check import checked
from game.core.problem import Place, Problem
from game.core.story import Decision, Story, To
from game.lang.read import Reading, read
from tests.conftest import DECLARED
from tests.proof.stories import made, truth

LOST_CODES = ("never-true", "always-true", "never-met")
ROOM = """\
chapter: A room
role: zhukov
date: 26 June 1953
scenes:
  first:
    script:
      - He waits.
      - choice: Arm them.
        called: armed
        then: {army: +2}
      - choice: Seize him.
        called: seized
        then: {beria: arrested}
      - choice: Do nothing.
      - to: second
  second:
    date: 27 June 1953
    script:
      - He waits.
      - choice: Look.
        if: %s
      - choice: Leave.
      - to: out
  out:
    ending: Out
    history: yes
    script:
      - He leaves.
"""


def told(reading: Reading, *codes: str) -> list[Problem]:
    return [one for one in checked(reading)[0].problems if one.code in codes]


@pytest.mark.parametrize(
    ("condition", "why"),
    [
        ("army at least 8", '"army" stands at 4 or 6 by then'),
        ("army at most 3", '"army" stands at 4 or 6 by then'),
        ("army at least 4", '"army" stands at 4 or 6 by then'),
        ("chose armed and chose seized", ""),
        ("seen out", '"out" never can have been seen by then'),
        ("seen first", '"first" always was seen by then'),
        ("after 28 June 1953", "it is 27 June 1953 by then"),
        ("not after 26 June 1953", "it is 27 June 1953 by then"),
        ("army is 4 and (army at least 6 or seen out)", ""),
        ("beria is arrested and zhukov at least 1", '"zhukov" stands at 0 by then'),
    ],
)
def test_why_a_condition_decides_nothing_is_told(condition: str, why: str, reading: Callable[..., Reading]) -> None:
    """What the one value that bars it is instead; nothing where no value alone does."""
    (found,) = told(reading(ROOM % condition), "never-true", "always-true")
    assert why in found.message
    assert (" by then" in found.message) == bool(why)
    assert found.severity == "warning"


@pytest.mark.parametrize(
    ("condition", "part"),
    [
        ("chose armed and army at least 6", "chose armed"),
        ("chose armed and not beria is arrested", "not beria is arrested"),
        ("chose armed or army at least 6", "chose armed"),
        ("not (chose armed and seen first) or beria is arrested", "seen first"),
        ("chose armed and (beria is at-large or chose seized)", "(beria is at-large or chose seized)"),
        ("chose armed or beria is arrested", ""),
        ("(chose seized and zhukov at least 0) or chose armed", "zhukov at least 0"),
    ],
)
def test_a_part_that_decides_nothing_is_told(condition: str, part: str, reading: Callable[..., Reading]) -> None:
    """In a condition that holds in some plays and fails in others, the part without which it would do the same."""
    found = told(reading(ROOM % condition), "never-true", "always-true")
    assert {one.severity for one in found} <= {"note"}
    assert [f'"{part}" ' in one.message for one in found] == ([True] if part else [])


FORK = """\
chapter: A fork
role: zhukov
date: 26 June 1953
scenes:
  first:
    script:
      - He waits.
      - choice: Arm them.
        history: yes
        to: %s
      - choice: Seize him.
        to: %s
      - choice: Do nothing.
        to: lost
  lost:
    ending: Lost
    history: yes
    script:
      - He is lost.
"""
LATER = """\
chapter: Later
role: zhukov
date: 27 June 1953
scenes:
  out:
    ending: Out
    history: yes
    script:
      - He leaves.
"""


@pytest.mark.parametrize(
    ("happened", "other", "says"),
    [("later/out", "lost", "only what happened leads"), ("lost", "later/out", 'only "Seize him." leads'), ("later/out", "later/out", "")],
)  # fmt: skip
def test_of_a_marked_decision_two_choices_lead_on(
    happened: str, other: str, says: str, reading: Callable[..., Reading], tmp_path: Path
) -> None:
    """One alone that leads beyond the chapter is told, whether it is what happened or not."""
    (tmp_path / "later.yaml").write_text(LATER, encoding="utf-8")
    found = told(reading(FORK % (happened, other)), "one-way")
    assert len(found) == bool(says)
    assert all(says in one.message and one.place.line == 8 for one in found)


def test_time_that_goes_backward_is_told(reading: Callable[..., Reading]) -> None:
    """A scene that is dated wholly before one that leads to it; not one that may be read at the same day."""
    room = (ROOM % "chose armed").replace("  out:\n", "  out:\n    date: 28 June 1953\n")
    (found,) = told(reading(room.replace("27 June 1953", "25 June 1953")), "goes-back")
    assert (found.place.line, found.severity, [place.line for place in found.also]) == (16, "note", [5])
    assert told(reading(room.replace("27 June 1953", "June 1953")), "goes-back") == []
    assert told(reading(room), "goes-back") == []


def test_of_dates_that_do_not_follow_the_odd_one_is_told(reading: Callable[..., Reading]) -> None:
    """Once, where it stands: the scene that lies between two that would follow each other; a date within a scene."""
    room = (ROOM % "chose armed").replace("  out:\n", "  out:\n    date: 28 June 1953\n")
    (late,) = told(reading(room.replace("27 June 1953", "27 June 1958")), "goes-back")
    assert (late.place.line, [place.line for place in late.also]) == (16, [24])
    assert '"out", to which it leads, 28 June 1953' in late.message
    (within,) = told(reading(room.replace("- He leaves.", "- date: 28 June 1935\n      - He leaves.")), "goes-back")
    assert within.place.line == 24
    either = "- date: {if chose armed: 28 June 1953, otherwise: 29 June 1953}\n      - date: 30 June 1953\n      - He leaves."
    assert told(reading(room.replace("- He leaves.", either)), "goes-back") == []


CODEX = DECLARED.replace(
    "{name: Lavrenty Beria, about: A minister.}",
    "{name: Lavrenty Beria, about: {if after 26 June 1953: Was a minister.}}",
)
CODEX += "terms:\n  mgb: {name: MGB, about: {if after 27 June 1953: Secret.}}\n  office: {name: Office, about: 'Of the [[mgb]].'}\n"
CODEX += "  cell: {name: Cell, about: {if army at least 6 or beria is arrested: It is dark.}}\n"


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("- He waits.\n      - choice: Arm", "- He waits for the [[mgb]].\n      - choice: Arm", 7, '"mgb"'),
        ("- He waits.\n      - choice: Arm", "- He waits for the [[office]].\n      - choice: Arm", 24, 'from "office"'),
        ("- He waits.\n      - choice: Arm", "- speaker: beria\n      - He waits.\n      - choice: Arm", 7, '"beria"'),
        ("choice: Arm them.", "choice: Arm [[beria]].", 8, '"beria"'),
        ("        if: %s", "        if: %s\n        locked: Not without [[mgb]].", 22, '"mgb"'),
        ("- He leaves.", "- He leaves the [[cell]].", 28, '"cell"'),  # one of three plays that are alike but for this
        ("- to: second\n", "- to: second\n    record: |\n      Of [[mgb]]. {knight}\n", 17, '"mgb"'),
        ("- He waits.\n      - choice: Look", "- speaker: beria\n      - He waits.\n      - choice: Look", 0, ""),
    ],
)  # fmt: skip
def test_an_entry_that_opens_before_its_time_is_told(
    old: str, new: str, line: int, says: str, reading: Callable[..., Reading]
) -> None:
    """By a link in prose, in a choice, in its lock, within another entry, on a card, or by a speaker; with the choices that lead there."""
    found = told(reading(ROOM.replace(old, new) % "chose armed", CODEX), "says-nothing")
    assert [one.place.line for one in found] == ([line] if line else [])
    assert all(says in one.message and one.witness is not None for one in found)


def lost(story: Story, seen: set[tuple[object, ...]]) -> set[Place]:
    """The scenes that nobody comes to though a road leads there, or not to their end; the decisions that all lead away."""
    found = set()
    for scene in story.scenes.values():
        come = ("at", scene.name, 0, -1) in seen
        near = any(("at", one.name, 0, -1) in seen and scene.name in one.exits() for one in story.scenes.values())
        if (near and not come) or (come and scene.ending and ("at", scene.name, len(scene.script), -1) not in seen):
            found.add(scene.place)
        for at, item in enumerate(scene.script[:-1]):
            shut = ("shut", scene.name, at) in seen
            more = any(not isinstance(one, To) for one in scene.script[at + 1 :])
            if isinstance(item, Decision) and ("at", scene.name, at, -1) in seen and more and not shut:
                found |= {item.choices[-1].place} if ("at", scene.name, at + 1, -1) not in seen else set()
    return found


@pytest.mark.parametrize("block", range(4))
def test_all_that_is_amiss_is_told_and_nothing_that_is_not_so(block: int, tmp_path: Path) -> None:
    """In small stories made at random, against going everywhere with the rules of play."""
    codes = set()
    for seed in range(block * 40, block * 40 + 40):
        if made(tmp_path, seed) is None or (reading := read(tmp_path)).story is None:
            continue
        story, truths = reading.story, [truth(reading.story, role) for role in reading.story.roles]
        if None in truths:
            continue
        seen = {what for found in truths if found for what in found.seen}
        decisions = [(scene.name, at, item) for scene in story.scenes.values() for at, item in enumerate(scene.script)
                     if isinstance(item, Decision)]  # fmt: skip
        held = {what[1] for what in seen if what[0] == "holds"}
        held |= {one.when.place for scene, at, item in decisions for number, one in enumerate(item.choices)
                 if one.when and ("choice", scene, at, number) in seen}  # fmt: skip
        failed = {what[1] for what in seen if what[0] == "fails"}
        shut = {item.choices[0].place for scene, at, item in decisions if ("shut", scene, at) in seen}
        problems = [
            one
            for one in checked(reading)[0].problems
            if one.severity != "note" and one.place.file not in ("story.yaml", "codex.yaml")
        ]
        told = {code: {one.place for one in problems if one.code == code} for code in (*LOST_CODES, "all-shut")}
        wanted = {"never-true": failed - held, "always-true": held - failed, "never-met": lost(story, seen)}
        stuck = any(found and found.after.keys() - found.leading(found.ended) for found in truths)
        assert told.pop("all-shut") == shut
        assert all(places <= wanted[code] for code, places in told.items())
        assert told == wanted or stuck  # what lies behind is looked at once that is mended
        codes |= {"all-shut"} if shut else set()
        codes |= {code for code, places in told.items() if places}
    assert codes == {*LOST_CODES, "all-shut"}


def test_an_entry_that_speaks_by_the_time_the_page_is_read_is_not_told(reading: Callable[..., Reading]) -> None:
    """A reply runs on to a later date before the next decision: who opens the entry there finds it speaking."""
    room = (ROOM % "chose armed").replace(
        "called: armed\n", "called: armed\n        reply: He thinks of [[beria]].\n        to: second\n"
    )
    assert told(reading(room, CODEX), "says-nothing") == []
    stays = room.replace("reply: He thinks of [[beria]].\n        to: second\n", "reply: He thinks of [[beria]].\n")
    stays = stays.replace("      - to: second\n", "      - He stays.\n      - choice: Go.\n      - to: second\n")
    assert len(told(reading(stays, CODEX), "says-nothing")) == 1


WARD = """\
chapter: A ward
role: zhukov
date: 26 June 1953
scenes:
  first:
    script:
      - He walks round.
      - choice: To the archive.
        to: archive
      - choice: Ask for more.
        then: {army: +1}
      - choice: Leave.
        to: out
      - to: first
  archive:
    script:
      - It is dark.
      - choice: Go back.
        if: army at least 6
        locked: Nobody opens.
        to: first
      - choice: Read.
      - to: archive
  out:
    ending: Out
    history: yes
    script:
      - He leaves.
"""


def test_a_trap_is_told_where_a_player_is_caught(reading: Callable[..., Reading]) -> None:
    """Of a circle with an open way out, only the scenes from which none is left, and the condition that bars it; what
    lies behind is not told with it."""
    (found,) = told(reading(WARD), "no-way-out", "never-true", "never-met")
    assert (found.code, found.place.line, [place.line for place in found.also]) == ("no-way-out", 15, [19])
    assert '"archive" leads back to itself' in found.message
    assert '"first"' not in found.message
    assert found.witness == ("to-the-archive",)


TAKE = """\
chapter: A room
role: zhukov
date: 26 June 1953
terms:
  mgb: {name: MGB, about: {if army at most 4: Secret.}}
scenes:
  first:
    script:
      - He waits.
      - take: %s
      - choice: Arm them.
        then: {army: +2}
        reply: They are armed.
      - choice: Ask again.
        if: army at most 5
        locked: Not without [[mgb]].
        reply: Nothing.
%s
      - to: out
  out:
    ending: Out
    history: yes
    script:
      - He leaves.
"""


MORE = """\
      - choice: Look out.
        reply: It rains."""


@pytest.mark.parametrize(
    ("many", "more", "codes"),
    [
        ("1", "", ["always-true"]),  # after the one choice nothing more is weighed
        ("any", "", []),  # the condition fails, and nothing is open: what is shut is not shown either
        ("any", MORE, ["says-nothing"]),
    ],
)
def test_at_a_take_that_is_done_nothing_is_offered(
    many: str, more: str, codes: list[str], reading: Callable[..., Reading]
) -> None:
    """What would be shut or hidden there tells nothing of its condition, and links nothing."""
    assert [one.code for one in told(reading(TAKE % (many, more)), "always-true", "says-nothing")] == codes
