"""The plays kept beside a story are run, and every one of them again through a file at every turn."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from game.author.walk import Result, as_json, summary, walk
from game.core.journal import Journal, Start, chosen, replay
from game.core.play import Count, Line, Turn, begin, step
from game.core.problem import Place
from game.core.story import Choice, Decision, Scene, Story
from game.core.text import words
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
    """How they vote about Beria."""
    shown = (one for turn in turns(story, play.role, play.choices) for one in turn.shown)
    count = next((one for one in shown if isinstance(one, Count)), None)
    return {person: raised.hand for person, raised in count.hands} if count else {}


def turns(story: Story, role: str, wanted: Iterable[str]) -> Iterator[Turn]:
    """Every turn of a play, from the first page on."""
    turn = begin(story, role)
    yield turn
    for one in wanted:
        turn = step(story, turn, one)
        yield turn


def made(story: Story, play: Play) -> tuple[set[str], set[str]]:
    """Scenes that a play reads, and the choices it makes, each with its scene."""
    along = tuple(turns(story, play.role, play.choices))
    taken = {f"{turn.state.scene}: {wanted}" for turn, wanted in zip(along, play.choices, strict=False)}
    lines = {shown.scene for turn in along for shown in turn.shown if isinstance(shown, Line)}
    return lines | {turn.state.scene for turn in along}, taken


def test_the_plays_reach_every_scene_and_every_choice(shipped: Story, plays: dict[str, Play]) -> None:
    """Whoever edits the story sees from its plays where each line of it used to lead."""
    found = [made(shipped, play) for play in plays.values()]
    assert set().union(*(read for read, _ in found)) == set(shipped.scenes)
    written = {f"{scene.name}: {choice.id}" for scene in shipped.scenes.values() for choice in offered(scene)}
    assert set().union(*(taken for _, taken in found)) == written


def offered(scene: Scene) -> list[Choice]:
    return [choice for item in scene.script if isinstance(item, Decision) for choice in item.choices]


def test_a_choice_of_the_first_chapter_is_heard_of_again(shipped: Story, plays: dict[str, Play]) -> None:
    """Changed alone on the road of the record, each changes what two later scenes or a vote say."""
    road = plays["history"]
    turn, told = begin(shipped, road.role), heard(shipped, road.role, road.choices)
    tried = 0
    for place, own in enumerate(road.choices):
        if not turn.state.scene.startswith("khrushchev/march-1953/"):
            break
        for option in turn.options:
            if option.choice.id != own:
                other = heard(shipped, road.role, nearest(shipped, road, place, option.choice.id))
                later = {one for one in told.keys() | other.keys() if told.get(one) != other.get(one)}
                assert len(later - {turn.state.scene}) >= 2, (option.choice.id, later)
                tried += 1
        turn = step(shipped, turn, own)
    assert tried >= 20


def test_two_plays_past_the_congress_share_less_than_half(shipped: Story, plays: dict[str, Play]) -> None:
    """Of what is read, replies included, from the first night to the spring of 1956."""
    one, other = (
        Counter(
            paragraph
            for turn in turns(shipped, play.role, play.choices)
            for shown in turn.shown
            if isinstance(shown, Line)
            for paragraph in shown.text.split("\n\n")
        )
        for play in (plays["history"], plays["another-road"])
    )
    for play in ("history", "another-road"):
        ended = shipped.scenes[plays[play].ends or ""]
        assert ended.name.startswith("khrushchev/march-1956/") and ended.ending
    shared = amount(one & other)
    assert 0 < 2 * shared < min(amount(one), amount(other))


def amount(read: Counter[str]) -> int:
    """How many words."""
    return sum(words(paragraph) * times for paragraph, times in read.items())


def test_each_decision_about_the_speech_is_heard_of_in_two_later_scenes(shipped: Story, plays: dict[str, Play]) -> None:
    """What stands in the report, who speaks, before whom, where it begins, of whom, by whom, who is told beforehand, what is to follow, who reads it.

    Each is changed alone on the road of the record, and what comes after is read as far as the same choices can be made.
    """
    road = plays["history"]
    changed = {
        "page-hidden": "all-hidden",
        "i-speak": "mikoyan-speaks",
        "shut": "two-guests",
        "begin-lenin": "begin-number",
        "scope-party": "scope-people",
        "named-two": "named-rivals",
        "warned-none": "warned-old",
        "never-anyone": "vigilant",
        "booklet": "counted-in",
    }
    told = heard(shipped, road.role, road.choices)
    for own, other in changed.items():
        place = road.choices.index(own)
        here = list(turns(shipped, road.role, road.choices[:place]))[-1].state.scene
        anew = heard(shipped, road.role, nearest(shipped, road, place, other))
        later = {scene for scene in told.keys() | anew.keys() if told.get(scene) != anew.get(scene)}
        assert len(later - {here}) >= 2, (own, later)


def nearest(story: Story, play: Play, place: int, other: str) -> tuple[str, ...]:
    """The choices of a play but for one; where one can no longer be made, the first that can."""
    turn, made = begin(story, play.role), []
    for wanted in (*play.choices[:place], other, *play.choices[place + 1 :]):
        can = [option.choice.id for option in turn.options if option.open]
        if not can:
            break
        made.append(wanted if wanted in can else can[0])
        turn = step(story, turn, made[-1])
    return tuple(made)


def heard(story: Story, role: str, wanted: tuple[str, ...]) -> dict[str, list[str]]:
    """What each scene says, and each vote, without the replies to choices."""
    found: dict[str, list[str]] = {}
    for turn in turns(story, role, wanted):
        for shown in turn.shown:
            if isinstance(shown, Line) and not shown.reply:
                found.setdefault(shown.scene, []).append(shown.text)
            elif isinstance(shown, Count):
                found.setdefault(shown.motion, []).extend(raised.words for _, raised in shown.hands)
    return found


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
    (stuck,) = run(shipped, replace(road, choices=("went-home", "nowhere"))).said
    assert stuck.startswith("Choice 2, nowhere, cannot be made")
    assert "agreed" in stuck
    short = replace(road, choices=("went-home", "agreed"), votes={}, facts={})
    assert "still stands in khrushchev/march-1953/hour" in run(shipped, short).said[0]
    assert run(shipped, replace(short, ends=None, at="khrushchev/march-1953/hour")).passed


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
    """A scene that does not exist is found in a play as it is in a chapter; the story can be played all the same."""
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
    assert found.story is not None, "a play that cannot be read keeps nobody from playing"
    assert not found.fit
