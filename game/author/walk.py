"""Runs the plays kept beside a story, and says where one went another way than its author expected."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from game.core.play import Closed, Count, Turn, begin, step
from game.core.road import Endless
from game.core.story import Story
from game.lang.plays import Expected, Play


@dataclass(frozen=True, slots=True)
class Result:
    """How a play went; `said` is empty where it went as expected."""

    play: Play
    said: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        return not self.said


def walk(story: Story, plays: Sequence[Play]) -> tuple[Result, ...]:
    """Run each play from the beginning of its role."""
    return tuple(Result(one, tuple(_run(story, one))) for one in plays)


def summary(results: Sequence[Result]) -> str:
    """A line a play, and one for all of them."""
    if not results:
        return "No plays are kept beside this story."
    lines = [line for result in results for line in _lines(result)]
    passed = sum(result.passed for result in results)
    return "\n".join([*lines, f"{passed} of {len(results)} plays go as expected."])


def _lines(result: Result) -> Iterator[str]:
    yield f"{'as expected' if result.passed else 'OTHERWISE  '}  {result.play.file}"
    yield from (f"    {said}" for said in result.said)


def as_json(results: Sequence[Result]) -> dict[str, object]:
    """The object of `walk --json` (schema 1)."""
    plays = [{"file": result.play.file, "passed": result.passed, "said": list(result.said)} for result in results]
    return {"schema": 1, "passed": all(result.passed for result in results), "plays": plays}


def _run(story: Story, play: Play) -> Iterator[str]:
    turn = begin(story, play.role)
    votes = _votes(turn)
    for number, wanted in enumerate(play.choices, start=1):
        try:
            turn = step(story, turn, wanted)
        except Closed:
            yield _stuck(turn, wanted, number)
            return
        except Endless as circle:
            yield f"After choice {number}, {wanted}, the story goes round without a choice: {circle}."
            return
        votes |= _votes(turn)
    yield from _end(play, turn)
    for scene, expected in play.votes.items():
        yield from _vote(scene, expected, votes.get(scene))
    values = turn.state.values
    for name, wanted_number in play.meters.items():
        if (found := values[story.meters[name].slot]) != wanted_number:
            yield f"{name} should be {wanted_number}, and is {found}."
    for name, wanted_word in play.facts.items():
        if (word := story.facts[name][values[story.slots[name]]]) != wanted_word:
            yield f"{name} should be {wanted_word}, and is {word}."


def _votes(turn: Turn) -> dict[str, Count]:
    return {shown.scene: shown for shown in turn.shown if isinstance(shown, Count)}


def _stuck(turn: Turn, wanted: str, number: int) -> str:
    offered = ", ".join(f"{option.choice.id}{'' if option.open else ' (shut)'}" for option in turn.options)
    where = f'"{turn.state.scene}"' + (f", which offers: {offered}" if offered else ", where the story has ended")
    return f"Choice {number}, {wanted}, cannot be made in {where}."


def _end(play: Play, turn: Turn) -> Iterator[str]:
    scene = turn.state.scene
    if play.ends is not None and not (turn.ended and scene == play.ends):
        yield f"It should end in {play.ends}, and {'ends' if turn.ended else 'still stands'} in {scene}."
    if play.at is not None and scene != play.at:
        yield f"It should stand in {play.at}, and stands in {scene}."


def _vote(scene: str, expected: Expected, count: Count | None) -> Iterator[str]:
    if count is None:
        yield f"A vote should be counted in {scene}, and none is."
        return
    if expected.carried is not None and expected.carried != count.carried:
        yield f"The motion in {scene} should {'carry' if expected.carried else 'fail'}, and does not."
    hands = {person: raised.hand for person, raised in count.hands}
    for person, hand in expected.hands.items():
        if hands.get(person) != hand:
            yield f"{person} should vote {hand} in {scene}, and votes {hands.get(person, 'not at all')}."
