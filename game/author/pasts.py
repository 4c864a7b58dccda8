"""The pasts that a scene can have: every way it was found to read, each with choices that lead there."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from textwrap import wrap

from game.core import road
from game.core.play import Count, Line, Turn, begin, step
from game.core.road import Spot
from game.core.story import Decision, Scene, Story
from game.core.text import plain
from game.lang.nearest import nearest
from game.lang.plays import Play
from game.proof.plays import Desk, following, options
from game.proof.prove import ids, prove
from game.proof.states import Way

MANY = 400  # random plays that look for more
Picks = tuple[Spot, ...]
Reads = tuple[str, ...]  # the paragraphs that are read, and what is offered


@dataclass(frozen=True, slots=True)
class Past:
    """Choices that lead to a scene, by id, and what is read and offered there then.

    `again`: not for the first time. `found`: by how many lists of choices it was found to read so.
    """

    role: str
    choices: tuple[str, ...]
    reads: Reads
    again: bool
    found: int


def named(story: Story, asked: str) -> tuple[list[str], str | None]:
    """The whole names of the scenes that are asked for by it or by the last part; or, of none, the nearest that there is."""
    if found := [name for name in story.scenes if asked in (name, name.rpartition("/")[2])]:
        return found, None
    short = {name.rpartition("/")[2]: name for name in story.scenes}
    return [], nearest(asked, story.scenes) or short.get(nearest(asked, short) or "")


def pasts(story: Story, scene: str, plays: Sequence[Play], role: str | None = None) -> tuple[Past, ...]:
    """The pasts of a scene that read differently, those of few choices first. None at all if nobody can come there."""
    people = [role] if role else [one for one in story.roles if scene in story.reach(story.roles[one].start)]
    kept = {person: [one.choices for one in plays if one.role == person] for person in people}
    return tuple(past for person in people for past in _pasts(story, person, scene, kept[person]))


def _pasts(story: Story, role: str, scene: str, plays: Sequence[Sequence[str]]) -> Iterator[Past]:
    ways = {way: read for one in _tried(story, role, plays) for way, read in _comings(story, role, scene, one)}
    usual = min(ways, key=lambda way: (len(way), way), default=())

    def odd(way: Picks) -> tuple[int, int, Picks]:
        return len(way), len(set(way) - set(usual)), way

    least, count = dict[Reads, Picks](), Counter(ways.values())
    for way in sorted(ways, key=odd):
        least.setdefault(ways[way], way)
    found = {_usual(story, role, scene, way, read, usual): read for read, way in least.items()}
    for way in sorted(found, key=odd):
        again = any(spot[0] == scene for spot in way)
        yield Past(role, ids(story, Way(way)), found[way], again, count[found[way]])


def as_json(scene: str, found: Sequence[Past]) -> dict[str, object]:
    """The object of `pasts --json` (schema 1)."""
    differ = _differing(found)
    return {"schema": 1, "scene": scene, "pasts": [
        {"role": one.role, "choices": list(one.choices), "reads": list(one.reads), "again": one.again, "found": one.found,
         "differs": [line for line in one.reads if line in differ]} for one in found]}  # fmt: skip


def summary(scene: str, found: Sequence[Past]) -> str:
    """For people: what is always read; then each past, with what not all of them have, marked with a +, and its choices."""
    differ, first, lists = _differing(found), found[0], sum(one.found for one in found)
    ways = "one way" if len(found) == 1 else f"{len(found)} ways"
    lines = [f"{scene} was found to read in {ways}, after {lists} lists of choices that lead there."]
    if always := [line for line in first.reads if line not in differ]:
        lines += ["", "Always:", *_told(" ", always)]
    for number, past in enumerate(found, start=1):
        who = f"{past.role}, " if len({one.role for one in found}) > 1 else ""
        lines += ["", f"{number}  {who}after {past.found} of them{', on coming here again' if past.again else ''}:"]
        lines += _told("+", [line for line in past.reads if line in differ])
        other = [one for one in past.choices if one not in first.choices]
        lines += _told(" ", [f"not as in 1: {', '.join(other)}"] if other and past.role == first.role else [])
        lines.append(f"     {','.join(past.choices) or '(it is where the role begins)'}")
    return "\n".join(lines)


def _told(sign: str, texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield from wrap(text, 80, initial_indent=f"   {sign} ", subsequent_indent="     ", break_on_hyphens=False)


def _differing(found: Sequence[Past]) -> set[str]:
    count = Counter(line for past in found for line in set(past.reads))
    return {line for line, times in count.items() if times < len(found)}


def _tried(story: Story, role: str, plays: Sequence[Sequence[str]]) -> set[Picks]:
    """Choices that show what can be met, and those of kept plays and of random ones."""
    desk, shown = Desk(story, role, ()), prove(story, role, plays).shown.values()
    walked = [desk.walk(wanted)[0] for wanted in (*map(following, plays), *desk.players(MANY))]
    return {way.picks for way in (*shown, *walked) if not way.gently}


def _usual(story: Story, role: str, scene: str, picks: Picks, reads: Reads, usual: Picks) -> Picks:
    """Choices after which a scene reads the same: no more of them, and the usual ones but where that takes others."""
    for pick in 2 * picks:  # what could not be done without at first may be later
        if pick in usual or pick not in picks:
            continue
        fewer = (*(one for one in picks if one != pick), *usual)
        came = (one for one, read in _comings(story, role, scene, fewer) if read == reads)
        if len(less := next(came, picks)) <= len(picks):
            picks = less
    return picks


def _comings(story: Story, role: str, scene: str, wanted: Iterable[Spot]) -> Iterator[tuple[Picks, Reads]]:
    """Each time that a scene is come to, by who takes the first of the wanted choices that is open: by which, what is read."""
    ahead, picks, been = list(wanted), Picks(), [""]

    def sees(one: Scene, at: int, number: int, _: list[int]) -> None:
        begins = at == 0 and number < 0 and not isinstance(one.script[0], Decision)  # which may be a take that goes on
        been.extend(("", one.name) if begins else (one.name,))

    try:
        turn, stop = begin(story, role), road.begin(story, role, 0, sees)
        while True:
            if any(one != scene == other for one, other in pairwise(been)):
                yield picks, _reads(turn, scene)
            been.clear()
            spot = stop.scene.name, stop.at
            pick = next((one for one in ahead if one[:2] == spot and one[2] in stop.open), None)
            if pick is None:
                return
            ahead.remove(pick)
            picks = (*picks, pick)
            turn = step(story, turn, options(stop)[pick[2]].id)
            stop = road.choose(story, stop, pick[2], sees)
    except road.Endless:
        return


def _reads(turn: Turn, scene: str) -> Reads:
    """What is read in a scene on coming there, and what it offers."""
    shown = [one for one in turn.shown if one.scene == scene]
    read = [text for one in shown if isinstance(one, Line) and not one.reply for text in plain(one.text).split("\n\n")]
    votes = [f"{one.motion}: {', '.join(one.of('for')) or 'nobody'} for, {', '.join(one.of('against')) or 'nobody'} against"
             for one in shown if isinstance(one, Count)]  # fmt: skip
    offered = [f"- {plain(one.choice.words)}{'' if one.open else '  (shut)'}" for one in turn.options]
    return (*read, *votes, *(offered if turn.state.scene == scene else ()))
