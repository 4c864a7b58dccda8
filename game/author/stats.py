"""The figures of a story: how much there is to read and to decide, at what pace, how hard, how many states."""

import random
import re
import statistics
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from game.core.play import Closed, Line, Turn, begin, step
from game.core.road import Endless
from game.core.story import Decision, Prose, Scene, Story, Vote
from game.core.text import plain, words
from game.lang.plays import Play
from game.lang.sense import facts_played
from game.proof.live import live, states

RANDOM_PLAYS, LONGEST_PLAY, SEED = 200, 1000, 1953
A_MINUTE = 200  # words


@dataclass(frozen=True, slots=True)
class Read:
    """What was read between two decisions: in which scene it ended, how many words of prose, and of labels."""

    scene: str
    prose: int
    labels: int
    decided: bool  # begins at a decision and ends at one


def as_json(story: Story, plays: Sequence[Play]) -> dict[str, object]:
    """The object of `stats --json` (schema 1)."""
    figures = Figures(story, plays)
    roles = {role.person: story.reach(role.start) for role in story.roles.values()}
    files = {name.rpartition("/")[0] for name in story.scenes}
    return {
        "schema": 1,
        "story": figures.of(story.scenes),
        "roles": {role: figures.of(scenes) for role, scenes in roles.items()},
        "chapters": {file: figures.of(_in(story, file)) for file in sorted(files - story.branches.keys())},
        "branches": {file: figures.of(_in(story, file)) for file in sorted(story.branches)},
        "facts": {
            fact: sorted(scene.name for scene in story.scenes.values() if fact in facts_played(scene))
            for fact in story.record
        },
    }


def summary(found: Mapping[str, object]) -> str:
    """The same for people: a line for the story, each role, each chapter and each branch."""
    lines = [f"{'':32}scenes decisions endings votes  words  between (most)  minutes  grade  live"]
    for kind in ("story", "roles", "chapters", "branches"):
        given = found[kind]
        assert isinstance(given, dict)
        for name, figures in {"the story": given}.items() if kind == "story" else given.items():
            between = figures["between"]
            lines.append(
                f"{name[:31]:32}{figures['scenes']:6}{figures['decisions']:10}{figures['endings']:8}{figures['votes']:6}"
                f"{figures['words']:7}{between['median']:9} ({between['max']}){figures['minutes']:9}"
                f"{figures['grade']:7}  {figures['live']:.2g}"
            )
    return "\n".join(lines)


class Figures:
    """Everything that is read in the plays, read once; asked for by groups of scenes."""

    def __init__(self, story: Story, plays: Sequence[Play]) -> None:
        self.story = story
        self.live = {scene: states(story, slots) for (scene, at), slots in live(story).items() if at == 0}
        kept = [(play, tuple(_played(story, play.role, _following(play)))) for play in plays]
        self.read = [one for _, reads in kept for one in reads]
        chance = random.Random(SEED)  # noqa: S311 - the same plays each time
        for role in story.roles:
            for _ in range(RANDOM_PLAYS):
                self.read += _played(story, role, lambda turn: chance.choice(_open(turn)))
        self.recorded = {role: tuple(_recorded(story, role, kept)) for role in story.roles}

    def of(self, names: Iterable[str]) -> dict[str, object]:
        """The figures of some scenes together."""
        inside = set(names)
        scenes = [self.story.scenes[name] for name in inside]
        texts = [text for scene in scenes for text in _texts(scene)]
        labels = [choice.words for scene in scenes for one in _decisions(scene) for choice in one.choices]
        between = [one.prose for one in self.read if one.decided and one.scene in inside]
        followed = [one for reads in self.recorded.values() for one in reads if one.scene in inside]
        return {
            "scenes": len(scenes),
            "decisions": sum(len(tuple(_decisions(scene))) for scene in scenes),
            "endings": sum(scene.ending is not None for scene in scenes),
            "votes": sum(isinstance(item, Vote) for scene in scenes for item in scene.script),
            "words": sum(map(words, (*texts, *labels))),
            "between": {"median": round(statistics.median(between)) if between else 0, "max": max(between, default=0)},
            "minutes": round(sum(one.prose + one.labels for one in followed) / A_MINUTE, 1),
            "grade": grade(" ".join(plain(text) for text in texts)),
            "live": max((self.live[name] for name in inside), default=1),
        }


def grade(text: str) -> float:
    """The Flesch-Kincaid grade: years of school in the United States. Syllables are groups of vowels, a final e silent."""
    found = re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)*", text)
    sentences = len(re.findall(r"[.!?…]+[”’)\"']*(?:\s|$)", text)) or 1
    if not found:
        return 0.0
    syllables = sum(
        max(1, len(re.findall(r"[aeiouy]+", re.sub(r"(?<=[^aeiouyl])e$", "", word.lower())))) for word in found
    )
    return round(0.39 * len(found) / sentences + 11.8 * syllables / len(found) - 15.59, 1)


def _in(story: Story, file: str) -> list[str]:
    return [name for name in story.scenes if name.rpartition("/")[0] == file]


def _decisions(scene: Scene) -> Iterator[Decision]:
    return (item for item in scene.script if isinstance(item, Decision))


def _texts(scene: Scene) -> Iterator[str]:
    """Prose and replies, each once."""
    for item in scene.script:
        if isinstance(item, Prose):
            yield from (text for _, text in item.cases)
        elif isinstance(item, Decision):
            yield from (text for choice in item.choices for _, text in choice.reply)


def _open(turn: Turn) -> list[str]:
    return [option.choice.id for option in turn.options if option.open]


def _following(play: Play) -> Callable[[Turn], str]:
    ahead = iter(play.choices)
    return lambda _: next(ahead, "")


def _played(story: Story, role: str, wanted: Callable[[Turn], str]) -> Iterator[Read]:
    """Play on as `wanted` says until an end, or until nothing more is wanted."""
    turn, decided = begin(story, role), False
    for _ in range(LONGEST_PLAY):
        prose = sum(words(shown.text) for shown in turn.shown if isinstance(shown, Line))
        labels = sum(words(option.choice.words) for option in turn.options)
        yield Read(turn.state.scene, prose, labels, decided and not turn.ended)
        if not _open(turn) or not (choice := wanted(turn)):
            return
        try:
            turn, decided = step(story, turn, choice), True
        except (Closed, Endless):
            return


def _recorded(story: Story, role: str, kept: Sequence[tuple[Play, tuple[Read, ...]]]) -> Iterator[Read]:
    """What is read on the way that follows the record: at each decision what happened, if it is open.

    Where nothing says what happened, the kept play that ends as it happened says how to go on, or else the first choice.
    """
    ends = (play for play, _ in kept if play.role == role and play.ends and story.scenes[play.ends].history)
    guide = {name for play in ends for name in play.choices}

    def wanted(turn: Turn) -> str:
        options = [option for option in turn.options if option.open]
        historical = [option.choice.id for option in options if option.choice.history]
        guided = [option.choice.id for option in options if option.choice.id in guide or str(option.number) in guide]
        return (*historical, *guided, options[0].choice.id)[0]

    return _played(story, role, wanted)
