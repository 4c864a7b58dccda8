"""What check tells: a sentence for people, an object for scripts."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from game.author.check import as_json, checked, summary
from game.lang.read import Reading, read
from tests.conftest import SHIPPED

ROOM = """\
chapter: A room
role: zhukov
date: 26 June 1953
scenes:
  first:
    script:
      - He waits.
      - choice: Leave. {R04}
        to: out
      - choice: Stay.
        to: %s
  out:
    ending: Out
    history: yes
    script:
      - He leaves.
  spare:
    ending: Spare
    script:
      - Nobody comes here.
    record: |
      Nobody did. {knight}
"""


def test_the_shipped_story_has_nothing_to_report() -> None:
    """No error, no warning, and all eight facts of the opening act are played by its role."""
    reading, proofs = checked(read(SHIPPED))
    assert "nothing to report.\nProved for every play" in summary(reading, proofs)
    found = as_json(reading, proofs)
    assert found["fit"] is True
    assert found["problems"] == []
    assert found["record"] == {f"R{fact:02}": ["khrushchev"] for fact in range(1, 19)}


def test_errors_and_warnings_are_counted_apart(reading: Callable[..., Reading]) -> None:
    """A story with warnings can be played; one with an error cannot."""
    warned = reading(ROOM % "out")
    assert warned.story is not None
    assert "3 warnings." in summary(*checked(warned))
    assert [one.code for one in checked(warned)[0].problems] == ["unreachable-scene", "unused", "unused"]
    unfit = reading(ROOM % "nowhere")
    assert unfit.story is None
    assert summary(*checked(unfit)).startswith("The story cannot be played yet: 1 error")
    assert as_json(*checked(unfit))["fit"] is False


def test_a_file_that_is_read_in_part_may_hold_more(reading: Callable[..., Reading]) -> None:
    """Reading stops where a file cannot be read, and the last line says so; not where all of it was."""
    unread = reading(ROOM.replace("- He waits.", '- "Sit," he says.') % "nowhere")
    assert summary(*checked(unread)) == (
        "The story cannot be played yet: 1 error. Not all of room.yaml could be read yet, so more may follow. "
        "What lies between its scenes is looked at once that is mended."
    )
    assert "Not all" not in summary(*checked(reading(ROOM % "nowhere")))


HALL = """\
chapter: A hall
role: zhukov
date: 26 June 1953
scenes:
  first:
    script:
      - He walks round.
      - choice: Look into the corner.
        called: looked
        to: corner
      - choice: Leave.
        to: out
  corner:
    script:
      - It is dark.
      - choice: Go back.
        if: not seen corner
        locked: Somebody has shut the door.
        to: first
      - to: first
  out:
    ending: Out
    history: yes
    script:
      - He leaves.
"""


@pytest.mark.parametrize(
    ("condition", "told"), [("seen corner", True), ("army at least 5", False), ("army at most 3", False)]
)
def test_a_meter_that_nothing_asks_about_is_told(condition: str, told: bool, reading: Callable[..., Reading]) -> None:
    """Where something asks about it in vain, that is told instead."""
    hall = HALL.replace("not seen corner", condition).replace(
        "called: looked\n", "called: looked\n        then: {army: +1}\n", 1
    )
    hall = hall.replace("      - choice: Leave.", "      - choice: Sleep.\n        to: corner\n      - choice: Leave.")
    hall = hall.replace(
        "        to: first\n      - to: first", "        to: first\n      - choice: Turn round.\n      - to: first"
    )
    problems = checked(reading(hall))[0].problems
    assert any(one.code == "unused" and '"army"' in one.message for one in problems) == told
    assert any(one.code == "never-true" for one in problems) == ("3" in condition)


CODEX = """\
terms:
  mgb:
    name: The MGB
    about:
      if %s: It is feared.
      otherwise: It is spoken of.
"""


@pytest.mark.parametrize(
    ("condition", "code"),
    [
        ("after 27 June 1953", "never-true"),
        ("after 3 April 1935", "always-true"),
        ("army at least 5", None),
        ("army at most 3", "never-true"),
    ],
)
def test_a_condition_of_the_codex_that_decides_nothing_is_told(
    condition: str, code: str | None, reading: Callable[..., Reading], tmp_path: Path
) -> None:
    """Wherever the entry may be opened, it never holds, or always does. A meter that an entry alone asks about matters."""
    (tmp_path / "codex.yaml").write_text(CODEX % condition, encoding="utf-8")
    hall = HALL.replace("He walks round.", "He walks round the [[mgb]].").replace(
        "called: looked\n", "called: looked\n        then: {army: +1}\n", 1
    )
    problems = checked(reading(hall.replace("not seen corner", "seen first").replace("{army: +1}", "{army: +2}")))[
        0
    ].problems
    assert [one.code for one in problems if one.place.file == "codex.yaml"] == ([code] if code else [])
    assert not any('"army"' in one.message and one.code == "unused" for one in problems) or "after" in condition


def test_a_decision_that_shuts_is_told_once(reading: Callable[..., Reading]) -> None:
    """It lies in a circle, and closes it; nothing but the decision is to blame. Errors stand before warnings."""
    found, _ = checked(reading(HALL))
    assert [one.code for one in found.problems if one.severity == "error"] == ["all-shut"]
    assert found.problems[0].witness == ("looked", "go-back", "looked")
    assert "never-met" not in {one.code for one in found.problems}


def test_a_problem_is_an_object_with_its_repair(reading: Callable[..., Reading]) -> None:
    """Place, message, edits and other places, in the shape that editors read."""
    found = json.loads(json.dumps(as_json(*checked(reading(ROOM % "spar")))))
    (problem,) = [one for one in found["problems"] if one["code"] == "unknown-scene"]
    assert {"severity", "file", "line", "column", "end_line", "end_column", "message", "witness"} < problem.keys()
    assert (problem["file"], problem["line"], problem["column"], problem["end_column"]) == ("room.yaml", 11, 13, 17)
    (edit,) = problem["fix"]["edits"]
    assert edit == {"file": "room.yaml", "line": 11, "column": 13, "end_line": 11, "end_column": 17, "text": "spare"}


def test_a_fact_counts_as_played_only_where_a_choice_turns_on_it(reading: Callable[..., Reading]) -> None:
    """A card that cites a fact covers nothing, nor does a choice that nobody can take."""
    shut = (ROOM % "out").replace("{R04}\n", "{R04}\n        if: army at least 9\n")
    carded = (ROOM % "out").replace(" {R04}", "").replace("{knight}", "{R04}")
    for room, roles in ((ROOM % "out", ["zhukov"]), (carded, []), (shut, [])):
        assert as_json(*checked(reading(room)))["record"] == {"R04": roles}
