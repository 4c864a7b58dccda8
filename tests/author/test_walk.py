"""The plays kept beside a story are run, and every one of them again through a file at every turn."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from game.author.walk import Result, as_json, summary, walk
from game.core.journal import Journal, Start, chosen, replay
from game.core.play import Count, begin, step
from game.core.problem import Place
from game.core.story import Story
from game.lang.plays import Expected, Play
from game.lang.read import Reading, read
from game.store import Store
from tests.conftest import SHIPPED


@pytest.fixture(scope="module")
def plays() -> dict[str, Play]:
    return {Path(play.file).name.removesuffix(".play.yaml"): play for play in read(SHIPPED).plays}


def run(story: Story, play: Play) -> Result:
    return walk(story, (play,))[0]


def test_every_play_beside_the_shipped_story_goes_as_expected(shipped: Story, plays: dict[str, Play]) -> None:
    """Ends, hands, meters and facts are what their author wrote down."""
    assert len(plays) >= 5
    assert [line for play in plays.values() for line in run(shipped, play).said] == []


def test_every_ending_is_reached_by_a_play(shipped: Story, plays: dict[str, Play]) -> None:
    """No end of the story is left without a play that leads there."""
    ends = {scene.name for scene in shipped.scenes.values() if scene.ending is not None}
    assert {play.ends for play in plays.values()} == ends


def test_the_plays_turn_single_hands(shipped: Story, plays: dict[str, Play]) -> None:
    """At least three men vote otherwise than on the road that the record takes, each in a play that changes little else."""
    road = hands(shipped, plays["history"])
    turned = {
        person for play in plays.values() for person, hand in hands(shipped, play).items() if road[person] != hand
    }
    assert len(turned) >= 3
    single = [name for name, play in plays.items() if name.endswith("-turned")
              and sum(hand != road[person] for person, hand in hands(shipped, play).items()) == 1]  # fmt: skip
    assert len(single) >= 3


def hands(story: Story, play: Play) -> dict[str, str]:
    turn = begin(story, play.role)
    counts = []
    for wanted in play.choices:
        turn = step(story, turn, wanted)
        counts += [shown for shown in turn.shown if isinstance(shown, Count)]
    return {person: raised.hand for count in counts for person, raised in count.hands}


def test_every_play_runs_again_through_save_and_load_at_every_turn(
    shipped: Story, plays: dict[str, Play], tmp_path: Path
) -> None:
    """A game read back from its file after each choice stands where the one in memory stands."""
    for name, play in plays.items():
        store = Store(tmp_path / name)
        store.begin(Start("shipped", play.role, 1, "0"))
        turn = begin(shipped, play.role)
        for wanted in play.choices:
            store.record(chosen(turn, wanted))
            turn = step(shipped, turn, wanted)
            found = Store(tmp_path / name).last("shipped").journal
            assert found is not None
            assert replay(shipped, found).turns[-1] == turn


def test_a_play_that_goes_otherwise_says_where(shipped: Story, plays: dict[str, Play]) -> None:
    """A wrong end, hand, meter or fact, or a choice that cannot be made: each is a sentence of its own."""
    road = plays["history"]
    baize = "khrushchev/june-1953/baize"
    assert "oil" in run(shipped, replace(road, ends="khrushchev/june-1953/oil")).said[0]
    wrong = replace(
        road, votes={baize: Expected(False, {"mikoyan": "for"})}, meters={"army": 0}, facts={"page": "carried"}
    )
    said = run(shipped, wrong).said
    assert len(said) == 4
    assert any("mikoyan should vote for" in line for line in said)
    assert any("page should be carried, and is burned" in line for line in said)
    (stuck,) = run(shipped, replace(road, choices=("burned-it", "nowhere"))).said
    assert stuck.startswith("Choice 2, nowhere, cannot be made")
    assert "thanked" in stuck
    short = replace(road, choices=("burned-it", "thanked"), votes={}, facts={})
    assert "still stands in khrushchev/june-1953/telephones" in run(shipped, short).said[0]
    assert run(shipped, replace(short, ends=None, at="khrushchev/june-1953/telephones")).passed


def test_results_are_told_and_given_as_json(shipped: Story, plays: dict[str, Play]) -> None:
    """A line a play and a count at the end; the same for scripts."""
    results = walk(shipped, (plays["history"], replace(plays["oil"], ends="khrushchev/june-1953/car")))
    assert summary(results).endswith("1 of 2 plays go as expected.")
    found = as_json(results)
    assert found["schema"] == 1
    assert found["passed"] is False
    assert [one["passed"] for one in found["plays"]] == [True, False]  # type: ignore[attr-defined]
    assert summary(()) == "No plays are kept beside this story."


def test_a_journal_replays_what_a_play_did(shipped: Story, plays: dict[str, Play]) -> None:
    """The choices of a play, as a journal, lead where they led."""
    play = plays["history"]
    turn, entries = begin(shipped, play.role), []
    for wanted in play.choices:
        entries.append(chosen(turn, wanted))
        turn = step(shipped, turn, wanted)
    assert replay(shipped, Journal(Start("", play.role, 1, ""), tuple(entries))).turns[-1] == turn


def test_a_play_with_a_mistake_is_told_at_its_place(reading: Callable[..., Reading], tmp_path: Path) -> None:
    """A scene that does not exist is found in a play as it is in a chapter."""
    (tmp_path / "wrong.play.yaml").write_text("role: zhukov\nchoices: [1]\nends: room/nowhere\n", encoding="utf-8")
    found = reading(
        """\
        chapter: A room
        role: zhukov
        scenes:
          first:
            date: 1953
            ending: Out
            history: yes
            script:
              - He leaves.
        """
    )
    (problem,) = found.problems
    assert problem.code == "unknown-scene"
    assert problem.place == Place("wrong.play.yaml", 3, 7, 3, 19)
