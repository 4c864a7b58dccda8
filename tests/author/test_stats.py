"""The figures of a story, on a story small enough to count by hand."""

import json
import random
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from game.author.stats import as_json, grade, summary
from game.cli import main
from game.core.play import Card, Turn, begin, step
from game.core.story import Story
from game.proof.live import live, states
from tests.conftest import ROOT

Reader = Callable[..., Story]
TALE = """\
chapter: A room
role: zhukov
date: 26 June 1953
scenes:
  first:
    script:
      - One two three.
      - choice: Four five.
        called: knocked
        history: yes
        reply: Six.
        then: {beria: arrested}
      - choice: Seven.
        reply: Eight nine.
      - Ten eleven twelve.
      - choice: Thirteen.
        to: second
      - choice: Fourteen fifteen.
        to: out
    record: |
      Not counted at all. {R04}
  second:
    script:
      - if chose knocked or army at least 5: |
          Sixteen.
        otherwise: |
          Seventeen eighteen.
      - vote: Not counted
        voters:
          zhukov: for. Nor this.
      - then: {beria: at-large}
      - choice: Nineteen. {R04}
        to: out
  out:
    ending: Out
    history: yes
    script:
      - if beria is arrested: Twenty.
        otherwise: Twenty-one.
"""


def figures(story: Story, *path: str) -> Any:
    found: Any = as_json(story, ())
    for name in path:
        found = found[name]
    return found


def test_scenes_decisions_endings_votes_and_words_are_counted_once_each(story: Reader) -> None:
    """Scene text, replies and labels; no cards, no codex, no reasons of a vote."""
    found = figures(story(TALE), "story")
    assert (found["scenes"], found["decisions"], found["endings"], found["votes"]) == (3, 3, 1, 1)
    assert found["words"] == 21


def test_pace_is_what_is_read_from_one_decision_to_the_next(story: Reader) -> None:
    """The reply and the prose after it; neither the beginning nor the end lies between two decisions."""
    tale = story(TALE)
    found = figures(tale, "story", "between")
    assert found["max"] == 5  # eight nine, ten eleven twelve
    assert found["median"] in (1, 2, 4, 5)
    assert figures(tale, "roles", "zhukov", "between") == found


def test_minutes_are_those_of_the_play_that_follows_the_record(story: Reader) -> None:
    """Four five, six, ten to thirteen, fourteen fifteen, sixteen, nineteen, twenty-one; at 200 words a minute."""
    tale = story(TALE.replace("One two three.", " ".join(["One"] * 400)))
    assert figures(tale, "story", "minutes") == 2.1


def test_facts_name_the_scenes_that_play_them(story: Reader) -> None:
    """A choice carries the mark; a card only comments."""
    assert figures(story(TALE), "facts") == {"R04": ["room/second"]}


def test_what_may_still_be_read_is_live_until_it_is_set(story: Reader) -> None:
    """A fact set anew, a choice made and a scene left are known; a meter that moved still matters."""
    tale = story(TALE)
    slots = {slot: name for name, slot in tale.slots.items()}
    entry = {
        name.rpartition("/")[2]: {slots[slot] for slot in found} for (name, at), found in live(tale).items() if at == 0
    }
    assert entry["out"] == {"beria"}
    assert entry["second"] == {"army", "chose room/knocked"}
    assert entry["first"] == {"army", "beria", "chose room/knocked", "seen room/first"}
    assert states(tale, live(tale)["room/second", 0]) == 11 * 2
    assert states(tale, live(tale)["room/first", 0]) == 11 * 2 * 2 * 2
    assert figures(tale, "story", "live") == 88


def read_there(turn: Turn) -> tuple[object, ...]:
    """What is read and offered in the scene that a turn came to."""
    lines = [shown for shown in turn.shown if not isinstance(shown, Card) and shown.scene == turn.state.scene]
    return lines, [(one.choice.id, one.open) for one in turn.options]


def test_what_is_not_live_changes_nothing_that_is_read(shipped: Story) -> None:
    """On the shipped story: another value of a dead slot at a scene's entry leads to the same page."""
    entry, chance, tried = live(shipped), random.Random(7), 0
    for _ in range(30):
        turn = begin(shipped, "khrushchev")
        while not turn.ended:
            wanted = chance.choice([one.choice.id for one in turn.options if one.open])
            onward = step(shipped, turn, wanted)
            if onward.state.scene != turn.state.scene:
                for slot in set(range(len(shipped.start))) - entry[onward.state.scene, 0]:
                    values = list(turn.state.values)
                    values[slot] = 1 - min(values[slot], 1)
                    changed = step(shipped, replace(turn, state=replace(turn.state, values=tuple(values))), wanted)
                    if changed.state.scene == onward.state.scene:
                        tried += changed.state.values[slot] != onward.state.values[slot]
                        assert read_there(changed) == read_there(onward)
            turn = onward
    assert tried > 500


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("The cat sat on the mat. It was fat.", -2, 2),
        ("Notwithstanding considerable difficulties, the commission recommended immediate rehabilitation.", 20, 40),
        ("", 0, 0),
    ],
)  # fmt: skip
def test_the_grade_tells_easy_from_hard(text: str, low: float, high: float) -> None:
    """Short words in short sentences are read by the youngest."""
    assert low <= grade(text) <= high


def test_the_command_prints_the_figures(capsys: pytest.CaptureFixture[str]) -> None:
    """A line each for people, one object for scripts."""
    small = str(ROOT / "tests" / "stories" / "small")
    assert main(["stats", small]) == 0
    assert "the story" in capsys.readouterr().out
    assert main(["stats", small, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["schema"] == 1
    assert set(found["story"]) == {"scenes", "decisions", "endings", "votes", "words", "between", "minutes", "grade",
                                   "live"}  # fmt: skip
    assert summary(found).count("\n") == 3
