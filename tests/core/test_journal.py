"""Saves and replays, on the shipped story, along ways that hypothesis picks."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from game.core.journal import Chosen, Entry, Journal, Start, TakenBack, chosen, read, replay, written
from game.core.play import Closed, Turn, begin, step
from game.core.story import Story

WAYS = st.lists(st.integers(0, 9), max_size=40)
SETTINGS = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


def start(story: Story) -> Start:
    return Start("collective-leadership", next(iter(story.roles)), story.format, "0.1.0")


def walk(story: Story, picks: list[int]) -> tuple[list[Turn], list[Chosen]]:
    """The turns and entries of a way: each pick takes one of the open choices, until an ending."""
    turns, entries = [begin(story, next(iter(story.roles)))], []
    for pick in picks:
        open_ones = [option for option in turns[-1].options if option.open]
        if not open_ones:
            break
        entry = chosen(turns[-1], open_ones[pick % len(open_ones)].choice.id)
        entries.append(entry)
        turns.append(step(story, turns[-1], entry.choice))
    return turns, entries


def kept(first: Start, entries: Sequence[Entry]) -> str:
    """A game's file."""
    return "".join(f"{line}\n" for line in (written(first), *map(written, entries)))


@SETTINGS
@given(picks=WAYS)
def test_a_replay_equals_the_steps(shipped: Story, picks: list[int]) -> None:
    """Written to a file, read and replayed, a game stands where it stood, page for page."""
    turns, entries = walk(shipped, picks)
    lines = kept(start(shipped), entries)
    again = replay(shipped, read(lines))
    assert again.turns == tuple(turns)
    assert again.lost is None


@SETTINGS
@given(picks=WAYS, back=st.integers(0, 10))
def test_a_rewind_undoes_and_loses_nothing(shipped: Story, picks: list[int], back: int) -> None:
    """Taking back shows the very turn before; what was taken back waits, in order, to be made again."""
    turns, entries = walk(shipped, picks)
    back = min(back, len(entries))
    rewound = Journal(start(shipped), (*entries, *[TakenBack()] * back))
    kept = len(entries) - back
    assert replay(shipped, rewound).turns == tuple(turns[: kept + 1])
    assert rewound.ahead() == tuple(entries[kept:])
    forward = replace(rewound, entries=(*rewound.entries, *rewound.ahead()))
    assert replay(shipped, forward).turns == tuple(turns)
    assert forward.ahead() == ()


@SETTINGS
@given(picks=WAYS)
def test_options_are_exactly_what_step_accepts(shipped: Story, picks: list[int]) -> None:
    """Every open option steps; every shut, hidden or invented one is refused."""
    turn = walk(shipped, picks)[0][-1]
    open_ones = {option.choice.id for option in turn.options if option.open}
    script = shipped.scenes[turn.state.scene].script
    everything = {choice.id for choice in getattr(script[turn.state.at], "choices", ())} if not turn.ended else set()
    for wanted in everything | {"no-such-choice", "0", str(len(turn.options) + 1)}:
        if wanted in open_ones:
            assert step(shipped, turn, wanted) == step(shipped, turn, wanted)
        else:
            with pytest.raises(Closed):
                step(shipped, turn, wanted)


def test_another_choice_ends_what_could_be_made_again(shipped: Story) -> None:
    """Forward goes along the line just left until another choice is made."""
    turn = begin(shipped, next(iter(shipped.roles)))
    first, second = (chosen(turn, option.choice.id) for option in [one for one in turn.options if one.open][:2])
    entries: tuple[Entry, ...] = (first, TakenBack(), second)
    assert Journal(start(shipped), entries).ahead() == ()
    assert Journal(start(shipped), (*entries, TakenBack())).ahead() == (second,)


def test_a_line_cut_short_by_a_crash_is_dropped(shipped: Story) -> None:
    """Whatever the last line lost, the lines before it stand."""
    _, entries = walk(shipped, [0, 0, 0])
    whole = kept(start(shipped), entries[:2])
    last = written(entries[2])
    for cut in range(len(last) + 1):
        assert read(whole + last[:cut]).entries == tuple(entries[:2])


@pytest.mark.parametrize(
    "damage",
    ["", "\n", "{}\n", "nonsense\n", '{"story": "x", "role": 1, "format": 1, "version": ""}\n', "[]\n", "null\n"],
)
def test_a_file_without_a_first_line_is_no_journal(damage: str) -> None:
    """What does not say which story it plays is refused, never guessed at."""
    with pytest.raises(ValueError):
        read(damage)


@pytest.mark.parametrize("line", ["nonsense", "{}", '{"back": 1}', '{"scene": "x"}', "[1]", '{"back": 2}'])
def test_any_other_bad_line_is_refused(shipped: Story, line: str) -> None:
    """Also one that takes back a choice that was never made."""
    with pytest.raises(ValueError):
        read(f"{written(start(shipped))}\n{line}\n")


def test_rewording_a_choice_leaves_a_save_where_it_stood(shipped: Story) -> None:
    """Where the words of a choice changed, the one choice of its decision that does the same answers."""
    turns, entries = walk(shipped, [0])
    renamed = replace(entries[0], choice="as-it-was-worded-last-year")
    alone = [option for option in turns[0].options if option.choice.then == turns[0].options[0].choice.then
             and option.choice.to == turns[0].options[0].choice.to]  # fmt: skip
    found = replay(shipped, Journal(start(shipped), (renamed,)))
    if len(alone) == 1:
        assert found.turns == tuple(turns)
    else:
        assert found.lost == renamed


def test_a_choice_that_is_gone_is_named(shipped: Story) -> None:
    """The replay stops before it and says which it was."""
    _, entries = walk(shipped, [0, 0])
    gone = replace(entries[1], choice="gone", does="army+99", among=("gone", "others"))
    found = replay(shipped, Journal(start(shipped), (entries[0], gone)))
    assert len(found.turns) == 2
    assert found.lost == gone
