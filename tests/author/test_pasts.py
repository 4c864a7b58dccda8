"""The pasts of a scene: what is read then, by choices that lead there."""

from collections.abc import Callable

from game.author.pasts import as_json, named, pasts, summary
from game.core.play import begin, step
from game.core.story import Story

DOOR = """\
chapter: The door
role: zhukov
date: 26 June 1953
scenes:
  first:
    script:
      - You wait behind the second door.
      - choice: Wave to the guard.
        called: waved
        then: {army: +1}
      - choice: Do not move.
        called: still
      - choice: Leave.
        to: out
      - The door opens.
      - choice: Go in.
        to: inside
  inside:
    script:
      - You go in.
      - if army at least 5: |
          The guard goes before you.
      - choice: Speak.
        to: out
      - choice: Give the sign.
        if: chose waved
        to: out
  out:
    ending: Out
    history: yes
    script:
      - You leave.
  never:
    ending: Never
    history: yes
    script:
      - Nobody comes here.
"""


def test_each_way_in_which_a_scene_reads_is_found_once(story: Callable[..., Story]) -> None:
    """With the fewest choices, which really lead there; what differs is marked, and what does not is not."""
    tale = story(DOOR)
    found = pasts(tale, "room/inside", ())
    assert {one.choices: one.reads for one in found} == {
        ("waved", "go-in"): ("You go in.", "The guard goes before you.", "- Speak.", "- Give the sign."),
        ("still", "go-in"): ("You go in.", "- Speak."),
    }
    for one in found:
        turn = begin(tale, "zhukov")
        for choice in one.choices:
            turn = step(tale, turn, choice)
        assert turn.state.scene == "room/inside"
    lines = summary("room/inside", found).splitlines()
    assert lines.count("   + The guard goes before you.") == lines.count("     You go in.") == 1
    assert "     not as in 1: waved" in lines or "     not as in 1: still" in lines
    assert [len(one["differs"]) for one in as_json("room/inside", found)["pasts"]] in ([2, 0], [0, 2])  # type: ignore[attr-defined]


ROUND = """\
chapter: The corridor
role: zhukov
date: 26 June 1953
scenes:
  first:
    script:
      - You wait.
      - choice: Count the tiles.
      - choice: Read the notice.
        called: read
      - to: corridor
  corridor:
    script:
      - if seen corridor: |
          The corridor again.
        otherwise: |
          A corridor, with two doors.
      - choice: The left door.
        if: not chose leftward
        called: leftward
        to: left
      - choice: The right door.
        if: chose read
        to: out
      - choice: Back out.
        to: out
  left:
    script:
      - A broom.
      - to: corridor
  out:
    ending: Out
    history: yes
    script:
      - You leave.
"""


def test_a_scene_that_is_come_to_again_reads_as_it_does_then(story: Callable[..., Story]) -> None:
    """Each way is counted; one that is read in passing, without a decision, has its past as well; what makes no
    difference is chosen as in the first."""
    found = pasts(story(ROUND), "room/corridor", ())
    assert {one.choices[1:]: (one.again, one.reads) for one in found if "read" not in one.choices} == {
        (): (False, ("A corridor, with two doors.", "- The left door.", "- Back out.")),
        ("leftward",): (True, ("The corridor again.", "- Back out.")),
    }
    assert [len(one.choices) for one in found] == [1, 1, 2, 2]
    assert all(one.found > 0 for one in found)
    assert "on coming here again:" in summary("room/corridor", found)
    assert [one.reads for one in pasts(story(ROUND), "room/left", ())] == [("A broom.",)]


def test_a_scene_that_nobody_comes_to_has_no_past(story: Callable[..., Story]) -> None:
    """And the scene where a role begins has one without choices."""
    tale = story(DOOR)
    assert pasts(tale, "room/never", ()) == ()
    assert [one.choices for one in pasts(tale, "room/first", ())] == [()]


def test_a_scene_is_named_by_its_last_part(story: Callable[..., Story]) -> None:
    """What is misspelt is met with the nearest."""
    tale = story(DOOR)
    assert named(tale, "inside") == (["room/inside"], None)
    assert named(tale, "room/inside") == (["room/inside"], None)
    assert named(tale, "insid") == ([], "room/inside")
    assert named(tale, "kremlin") == ([], None)
