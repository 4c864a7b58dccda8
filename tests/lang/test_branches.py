"""Branches: files that add to scenes of others, and keep what they declare to themselves."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from game.core.play import Line, Turn, begin, step
from game.core.story import Story
from game.core.text import plain
from game.lang.read import Reading, read
from tests.conftest import DECLARED

ROOM = """\
chapter: The room
role: [zhukov, beria]
date: 26 June 1953
scenes:
  first:
    script:
      - You wait.
      - choice: Knock.
        to: last
      - choice: Stay.
        to: last
  last:
    ending: The end
    history: yes
    script:
      - It is over.
"""
TWO = DECLARED.replace("people:", "  beria: {about: A minister., start: room/first}\npeople:")
RADIO = """\
format: 1
chapter: The radio
by: A teacher
role: zhukov
meters:
  days: {name: Days, scale: 0 to 3, start: 3}
facts:
  set: [off, on]
terms:
  dial: {name: The dial, about: It glows.}
people:
  ivan: {name: Ivan, about: A listener.}
joins:
  room/first:
    script:
      - if days is 3 and set is off: A radio stands in the corner. Its [[dial]] is dark.
      - choice: Turn it on.
        called: heard
        then: {days: -1, set: on}
        to: listening
scenes:
  listening:
    date: 26 June 1953
    script:
      - speaker: ivan
      - if chose heard and set is on and days is 2: It hums, says [[ivan|Ivan]].
      - choice: Go back.
        to: room/first
"""

LATER = """\
  later:
    script:
      - It is late.
      - to: last
"""

Write = Callable[[Mapping[str, str]], Reading]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(files: Mapping[str, str]) -> Reading:
        for name, text in {"story.yaml": TWO, "room.yaml": ROOM, **files}.items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(text, encoding="utf-8")
        return read(tmp_path)

    return written


def fit(reading: Reading) -> Story:
    assert reading.story is not None, reading.problems
    assert reading.problems == ()
    return reading.story


def heard(turn: Turn) -> list[str]:
    return [plain(shown.text) for shown in turn.shown if isinstance(shown, Line)]


def ids(turn: Turn) -> list[str]:
    return [option.choice.id for option in turn.options]


def test_a_branch_adds_choices_and_prose_to_a_scene_it_does_not_edit(write: Write) -> None:
    """Its prose stands before the last decision, its choices after the scene's own; a way back is a plain to."""
    story = fit(write({"branches/radio.yaml": RADIO}))
    begun = begin(story, "zhukov")
    assert heard(begun) == ["You wait.", "A radio stands in the corner. Its dial is dark."]
    assert ids(begun) == ["knock", "stay", "heard"]
    there = step(story, begun, "heard")
    assert heard(there) == ["It hums, says Ivan."]
    assert there.heading.speaker == "branches/radio/ivan"
    assert ids(step(story, there, "go-back")) == ["knock", "stay", "heard"]
    assert story.branches == {"branches/radio": ("The radio", "A teacher")}


def test_it_is_offered_to_those_whose_branch_it_is(write: Write) -> None:
    """Another role that comes to the same scene reads the prose and has no such choice."""
    story = fit(write({"branches/radio.yaml": RADIO}))
    assert ids(begin(story, "beria")) == ["knock", "stay"]


def test_two_branches_may_declare_the_same_names(write: Write) -> None:
    """What a branch declares is its own: both have days, and neither moves the other's."""
    other = RADIO.replace("called: heard", "called: listened").replace("chose heard", "chose listened")
    other = other.replace("Turn it on.", "Turn on the other.")
    story = fit(write({"branches/radio.yaml": RADIO, "branches/wireless.yaml": other}))
    begun = begin(story, "zhukov")
    assert ids(begun) == ["knock", "stay", "heard", "listened"]
    values = step(story, begun, "listened").state.values
    assert values[story.meters["branches/radio/days"].slot] == 3
    assert values[story.meters["branches/wireless/days"].slot] == 2
    assert {"branches/radio/dial", "branches/wireless/dial"} <= story.entries.keys()


def test_a_card_of_a_branch_cites_the_branchs_own_source(write: Write) -> None:
    """The work is found by the whole name, wherever the card is shown."""
    own = RADIO.replace("joins:", "sources:\n  waves: A. Teacher, Waves (Moscow, 1999).\njoins:")
    own = own.replace(
        "      - choice: Go back.\n        to: room/first\n",
        """      - choice: Go back.
        to: room/first
    record: |
      It did hum. {disputed waves, knight}
""",
    )
    story = fit(write({"branches/radio.yaml": own}))
    mark = story.scenes["branches/radio/listening"].record[0].mark
    assert mark.sources == ("branches/radio/waves", "knight")
    assert set(mark.sources) <= story.sources.keys()


def test_what_a_branch_declares_no_other_file_sees(write: Write) -> None:
    """The trunk does not depend on a file that may be taken away."""
    found = write({"branches/radio.yaml": RADIO, "room.yaml": ROOM.replace("You wait.", "See [[dial]].")})
    assert [(one.code, one.place.file) for one in found.problems] == [("unknown-entry", "room.yaml")]


@pytest.mark.parametrize(
    ("old", "new", "code", "file"),
    [
        ("Turn it on.\n        called: heard", "Knock.", "same-choice", "branches/radio.yaml"),
        ("        to: listening\n", "", "script-runs-out", "branches/radio.yaml"),
        ("  room/first:", "  room/frist:", "unknown-scene", "branches/radio.yaml"),
        ("days is 3", "dais is 3", "unknown-name", "branches/radio.yaml"),
        ("- choice: Turn", "- then: {days: -1}\n      - choice: Turn", "wrong-kind", "branches/radio.yaml"),
        ("format: 1", "format: 2", "newer-format", "branches/radio.yaml"),
        ("scenes:\n  listening:", "scenes:\n  joins:\n    x: y\n  listening:", "unknown-key", "branches/radio.yaml"),
        ("by: A teacher", "buy: A teacher", "unknown-key", "branches/radio.yaml"),
        ("role: zhukov", "role: zukov", "unknown-person", "branches/radio.yaml"),
        (
            "scenes:\n  listening:",
            "scenes:\n  room/first:\n    script: []\n  listening:",
            "bad-name",
            "branches/radio.yaml",
        ),
    ],
)
def test_a_slip_in_a_branch_is_told_where_it_is(old: str, new: str, code: str, file: str, write: Write) -> None:
    """One slip, one problem, in the branch and not in the scene that it joins."""
    assert old in RADIO
    text = RADIO.replace(old, new, 1)
    if code in ("same-choice", "script-runs-out"):
        text = text.replace("if chose heard and set is on and days is 2: ", "")
    found = write({"branches/radio.yaml": text})
    told = [(one.code, one.place.file) for one in found.problems if one.severity == "error"]
    assert told == [(code, file)]


def test_the_nearest_name_is_written_as_it_is_known_there(write: Write) -> None:
    """What a branch has declared goes by its own name in the branch, and by its whole name in a play."""
    play = "role: zhukov\nchoices: [heard]\nat: branches/radio/listening\nfacts: {set: on}\n"
    found = write({"branches/radio.yaml": RADIO.replace("days is 3", "dais is 3"), "z.play.yaml": play}).problems
    assert [re.findall('nearest is "([^"]+)"', one.message) for one in found] == [["days"], ["branches/radio/set"]]


ECHOES = [("chose heard", ["misplaced-otherwise"]), ("set is on", ["misplaced-otherwise"]),
          ("chose heard or army at least 3", [])]  # fmt: skip


@pytest.mark.parametrize(("condition", "told"), ECHOES)
def test_an_echo_for_those_who_never_came_to_a_branch_is_told(condition: str, told: list[str], write: Write) -> None:
    """Where a branch is only remembered and all conditions are its own, its `otherwise` is read by the others."""
    room = ROOM.replace("        to: last\n", "        to: later\n", 1) + LATER
    echo = f"  room/later:\n    script:\n      - if {condition}: It hums.\n        otherwise: It is dark.\nscenes:\n"
    found = write({"room.yaml": room, "branches/radio.yaml": RADIO.replace("scenes:\n", echo)}).problems
    assert [one.code for one in found] == told
    assert [one.severity for one in found] == ["warning"] * len(told)


def test_an_echo_of_which_no_case_can_be_read_is_told_once(write: Write) -> None:
    """The slip in its only condition, and nothing about what would be left of it."""
    room = ROOM.replace("        to: last\n", "        to: later\n", 1) + LATER
    echo = "  room/later:\n    script:\n      - if chose heard twice: It hums.\nscenes:\n"
    found = write({"room.yaml": room, "branches/radio.yaml": RADIO.replace("scenes:\n", echo)}).problems
    assert [one.code for one in found] == ["bad-condition"]


def test_two_branches_that_offer_the_same_choice_are_named(write: Write) -> None:
    """The clash names both places."""
    found = write({"branches/radio.yaml": RADIO, "branches/wireless.yaml": RADIO})
    clash = [one for one in found.problems if one.code == "same-choice"]
    assert [(one.place.file, one.also[0].file) for one in clash] == [("branches/wireless.yaml", "branches/radio.yaml")]
