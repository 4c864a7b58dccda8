"""The pasts that a scene can have: every way it was found to read, each with choices that lead there."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from game.core.play import Count, Line, Turn, begin, step
from game.core.story import Story
from game.core.text import plain
from game.lang.nearest import nearest
from game.lang.plays import Play
from game.proof.claims import Goal
from game.proof.plays import Desk, following
from game.proof.prove import ids, prove, shortened
from game.proof.states import Way

MANY = 400  # random plays that look for more


@dataclass(frozen=True, slots=True)
class Past:
    """Choices that lead to a scene, by id, and what is read and offered there then."""

    role: str
    choices: tuple[str, ...]
    reads: tuple[str, ...]


def named(story: Story, asked: str) -> tuple[str | None, str | None]:
    """The whole name of a scene that is asked for by it or by its last part; or the nearest that there is."""
    found = [name for name in story.scenes if asked in (name, name.rpartition("/")[2])]
    if len(found) == 1:
        return found[0], None
    short = {name.rpartition("/")[2]: name for name in story.scenes}
    near = nearest(asked, story.scenes) or short.get(nearest(asked, short) or "")
    return None, found[0] if found else near


def pasts(story: Story, scene: str, plays: Iterable[Play], role: str | None = None) -> tuple[Past, ...]:
    """The pasts of a scene that read differently, those of few choices first. None at all if nobody can come there."""
    found: dict[tuple[str, tuple[str, ...]], Past] = {}
    for person in [role] if role else [one for one in story.roles if scene in story.reach(story.roles[one].start)]:
        goal = Goal((scene, 0, -1))
        ways = _ways(story, person, goal, [one for one in plays if one.role == person])
        for way in sorted(ways, key=lambda one: (len(one.picks), one.picks)):
            turn = _come(story, person, way)
            if not scene_read(turn, scene):
                continue
            past = Past(person, ids(story, way), _reads(turn, scene))
            if (person, past.reads) not in found:
                short = shortened(story, person, goal, way)
                same = _reads(_come(story, person, short), scene) == past.reads
                found[person, past.reads] = Past(person, ids(story, short), past.reads) if same else past
    return tuple(found.values())


def as_json(scene: str, found: Sequence[Past]) -> dict[str, object]:
    """The object of `pasts --json` (schema 1)."""
    differ = _differing(found)
    return {"schema": 1, "scene": scene, "pasts": [
        {"role": one.role, "choices": list(one.choices), "reads": list(one.reads),
         "differs": [line for line in one.reads if line in differ]} for one in found]}  # fmt: skip


def summary(scene: str, found: Sequence[Past]) -> str:
    """For people: each past with its choices and what is read then; a + marks what not all of them have."""
    differ = _differing(found)
    lines = [f"{scene} was found to read in {len(found)} way{'' if len(found) == 1 else 's'}."]
    for number, past in enumerate(found, start=1):
        lines += ["", f"{number}  {','.join(past.choices) or '(it is where the role begins)'}"]
        lines += [f"   {'+' if line in differ else ' '} {line}" for line in past.reads]
    return "\n".join(lines)


def _differing(found: Sequence[Past]) -> set[str]:
    count = Counter(line for past in found for line in set(past.reads))
    return {line for line, times in count.items() if times < len(found)}


def _ways(story: Story, role: str, goal: Goal, plays: Sequence[Play]) -> set[Way]:
    """Ways that may come to a scene: those that show what is so or not so on coming there, and those of kept plays and random ones."""
    proof = prove(story, role, [one.choices for one in plays])
    shown = {
        way for one, way in proof.shown.items() if one.spot[0] == goal.spot[0] and one.spot[2] < 0 and not way.gently
    }
    met: set[Way] = set()
    desk = Desk(story, role, (goal,))
    kept = [following(one.choices) for one in plays]
    for way, _ in [desk.walk(wanted) for wanted in (*kept, *desk.players(MANY))]:
        at = next((number for number, pick in enumerate(way.picks) if pick[0] == goal.spot[0]), len(way.picks))
        met.add(Way(way.picks[:at]))
    return {way for way in shown | met if not any(pick[0] == goal.spot[0] for pick in way.picks)}  # for the first time


def scene_read(turn: Turn, scene: str) -> bool:
    """Is something of a scene read or offered on the page that was come to."""
    return turn.state.scene == scene or any(one.scene == scene for one in turn.shown)


def _come(story: Story, role: str, way: Way) -> Turn:
    turn = begin(story, role)
    for choice in ids(story, way):
        turn = step(story, turn, choice)
    return turn


def _reads(turn: Turn, scene: str) -> tuple[str, ...]:
    """What is read in a scene on coming there, and what it offers."""
    read = [plain(one.text) for one in turn.shown if isinstance(one, Line) and one.scene == scene and not one.reply]
    votes = [f"{one.motion}: {', '.join(one.of('for')) or 'nobody'} for, {', '.join(one.of('against')) or 'nobody'} against"
             for one in turn.shown if isinstance(one, Count) and one.scene == scene]  # fmt: skip
    offered = [f"{one.number}  {plain(one.choice.words)}{'' if one.open else '  (shut)'}" for one in turn.options]
    return (*read, *votes, *(offered if turn.state.scene == scene else ()))
