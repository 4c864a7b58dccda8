"""The list of choices made. A save, a rewind and an old game on a changed story are all a replay of it.

Knows how a journal is written as lines; where the lines are kept is the store's business.
"""

import json
from dataclasses import dataclass

from game.core.play import Closed, Turn, begin, step
from game.core.story import Choice, Decision, Story
from game.core.text import slug


@dataclass(frozen=True, slots=True)
class Start:
    """The first line of a game: which story in which version of its language, whose role, which program wrote it."""

    story: str
    role: str
    format: int
    version: str
    gently: bool = False  # the player asked to be spared hard scenes


@dataclass(frozen=True, slots=True)
class Chosen:
    """A choice, by its scene and id; what it does and the ids of its decision find it again after an edit."""

    scene: str
    choice: str
    does: str
    among: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TakenBack:
    """The last choice was taken back. It stays in the journal, and can be made again."""


Entry = Chosen | TakenBack


@dataclass(frozen=True, slots=True)
class Journal:
    start: Start
    entries: tuple[Entry, ...] = ()

    def line(self) -> tuple[Chosen, ...]:
        """The choices that stand."""
        return self._sorted()[0]

    def ahead(self) -> tuple[Chosen, ...]:
        """The choices taken back that can be made again, the next one first."""
        return self._sorted()[1]

    def _sorted(self) -> tuple[tuple[Chosen, ...], tuple[Chosen, ...]]:
        done: list[Chosen] = []
        ahead: list[Chosen] = []
        for entry in self.entries:
            if isinstance(entry, TakenBack):
                ahead.append(done.pop())
            else:
                if not (ahead and ahead.pop() == entry):
                    ahead.clear()
                done.append(entry)
        return tuple(done), tuple(reversed(ahead))


@dataclass(frozen=True, slots=True)
class Replay:
    """The turns of a journal from the first on. `lost` is the first choice that the story no longer offers, if any."""

    turns: tuple[Turn, ...]
    lost: Chosen | None = None


def chosen(turn: Turn, wanted: str) -> Chosen:
    """The entry for a choice of this turn, named by number or id. Raises Closed."""
    choice = turn.option(wanted).choice
    return Chosen(turn.state.scene, choice.id, does(choice), tuple(option.choice.id for option in turn.options))


def replay(story: Story, journal: Journal) -> Replay:
    """Play the choices that stand again, as far as the story still offers them."""
    role = journal.start.role
    turns = [begin(story, story.renamed.get(role, role), journal.start.gently)]
    for entry in journal.line():
        found = found_again(story, turns[-1], entry)
        if found is None:
            return Replay(tuple(turns), entry)
        try:
            turns.append(step(story, turns[-1], found))
        except Closed:
            return Replay(tuple(turns), entry)
    return Replay(tuple(turns))


def found_again(story: Story, turn: Turn, entry: Chosen) -> str | None:
    """The id that answers an entry now: its own, by an earlier name, or of the one choice that does the same."""
    scene = story.renamed.get(entry.scene, entry.scene)
    if turn.state.scene != scene:
        return None
    choices = [option.choice for option in turn.options]
    named = next((one for one in choices if one.id == entry.choice), None)
    named = named or next((one for one in choices if entry.choice in _names(one)), None)
    others = set(entry.among) - {entry.choice}
    agree = any(others & _names(one) for one in choices if one is not named)
    decisions = sum(isinstance(item, Decision) for item in story.scenes[scene].script)
    if not agree and decisions > 1 and len(entry.among) > 1:
        return None
    if named is not None:
        return named.id
    same = [one.id for one in choices if does(one) == _now(story, entry.does)]
    return same[0] if len(same) == 1 else None


def _names(choice: Choice) -> set[str]:
    """All that a choice may be called in a journal: what it is called, its words, what they were before."""
    return {choice.id, slug(choice.words), *choice.was}


def _now(story: Story, does: str) -> str:
    """What a choice did, with the names that its scenes have now."""
    return " ".join(story.renamed.get(word, word) for word in does.split(" "))


def does(choice: Choice) -> str:
    """What a choice does, as words: its effects and where it leads. Rewording it does not change them."""
    effects = (f"{effect.name}={effect.low}" if effect.low == effect.high else f"{effect.name}{effect.add:+d}"
               for effect in choice.then)  # fmt: skip
    return " ".join([*effects, *(f"> {scene}" for _, scene in choice.to)])


def written(entry: Start | Entry) -> str:
    """One line of the file, without its end."""
    match entry:
        case Start(story, role, version_of_language, version, gently):
            line: dict[str, object] = {"story": story, "role": role, "format": version_of_language, "version": version}
            line |= {"gently": True} if gently else {}
        case Chosen(scene, choice, effect, among):
            line = {"scene": scene, "choice": choice, "does": effect, "among": list(among)}
        case TakenBack():
            line = {"back": 1}
    return json.dumps(line, ensure_ascii=False)


def read(text: str) -> Journal:
    """The journal that a file holds. A last line cut short by a crash is dropped; any other bad line is a ValueError."""
    lines = text.split("\n")
    whole = [line for line in lines[:-1] if line.strip()]
    if not whole:
        raise ValueError("the file has no first line")
    start = _start(json.loads(whole[0]))
    entries: list[Entry] = []
    standing = 0
    for number, line in enumerate(whole[1:], start=2):
        entry = _entry(json.loads(line), number)
        standing += -1 if isinstance(entry, TakenBack) else 1
        if standing < 0:
            raise ValueError(f"line {number} takes back a choice that was never made")
        entries.append(entry)
    return Journal(start, tuple(entries))


def _start(line: object) -> Start:
    match line:
        case {"story": str(story), "role": str(role), "format": int(number), "version": str(version), **more}:
            return Start(story, role, number, version, more.get("gently") is True)
    raise ValueError("the first line does not say which story is played")


def _entry(line: object, number: int) -> Entry:
    match line:
        case {"scene": str(scene), "choice": str(choice), "does": str(effect), "among": [*among]}:
            return Chosen(scene, choice, effect, tuple(str(one) for one in among))
        case {"back": 1}:
            return TakenBack()
    raise ValueError(f"line {number} is neither a choice nor a step back")
