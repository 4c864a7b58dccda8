"""What can only be seen once all scenes are read: scenes nobody comes to, pages without a word, names nobody uses."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise

from game.core.day import first, last
from game.core.problem import Problem
from game.core.story import Choice, Decision, Item, Prose, Scene, Set, Story, To, Vote
from game.core.text import marks
from game.lang.names import Names, whole
from game.lang.sheet import ENOUGH, Lost, Sheet, Values

Desk = Mapping[str, Sheet]  # the sheets of all files, by name


def unused(names: Names, used: set[tuple[str, str]], desk: Desk) -> None:
    """Terms, sources, pictures and sounds that nothing in the story names."""
    kinds = ((kind, names.spots.get(kind, {})) for kind in ("term", "source", "picture", "sound"))
    for kind, name, spot in ((kind, *one) for kind, spots in kinds for one in spots.items()):
        if (kind, name) not in used:
            desk[spot.file.name].tell("unused", spot.place, severity="warning", kind=kind, name=name)


def valued(names: Names, met: Values, desk: Desk) -> None:
    """Values of facts that a condition asks for and nothing sets; and those that are set, and are read like the first."""
    for (what, fact, value), place in met.items():
        usual = names.facts[fact][0]
        never = what == "asked" and ("set", fact, value) not in met and fact != "role"
        unread = what == "set" and not met.keys() & {("asked", fact, usual), ("asked", fact, value)}
        if value != usual and (never or unread):
            desk[place.file].tell("unknown-value: never set" if never else "unused: value", place, severity="warning",
                                  fact=fact.rpartition("/")[2], value=value, first=usual)  # fmt: skip


def orphans(names: Names, used: set[tuple[str, str]], told: list[Problem], lost: Lost) -> None:
    """Say of names that do not exist which one of their kind nothing asks for, where it is the only one: it may be meant."""
    taken = used | {(kind, name) for _, _, kinds, _, guesses in lost for kind in kinds for name in guesses}
    for at, file, kinds, home, guesses in lost[:ENOUGH]:
        idle = [(name, spot) for kind in kinds for name, spot in names.spots.get(kind, {}).items()
                if (kind, name) not in taken and name.startswith(f"{home}/" if home else "")]  # fmt: skip
        if len(idle) == 1 and (not guesses or any((kind, one) in used for kind in kinds for one in guesses)):
            (name, spot), problem = idle[0], told[at]
            short = name.removeprefix(whole(file, "")) if home or kinds[0] != "choice" else name.rpartition("/")[2]
            kept = guesses or kinds[0] == "picture"  # of which the face alone may be meant
            told[at] = replace(problem, message=f'{problem.message} Nothing asks for "{short}" ({spot.seen(file)}).',
                               fix=problem.fix if kept else file.instead(problem.place, short))  # fmt: skip


def between(story: Story, names: Names, desk: Desk) -> None:
    """What lies between scenes. The story is whole and every name in it exists."""
    for scene in story.scenes.values():
        if scene.ending is not None and not scene.history and not scene.record:
            desk[scene.place.file].tell("ending-without-record", scene.place, ending=scene.ending)
        _wordless(story, scene, desk)
    _unplayed(story, names, desk)
    _backward(story, desk)
    if not _circles(story, desk):
        _unreachable(story, desk)


def _short(scene: Scene) -> str:
    return scene.name.rpartition("/")[2]


def _unreachable(story: Story, desk: Desk) -> None:
    """Scenes that no road leads to; of those that lead on to one another, only the first."""
    reached = {scene for role in story.roles.values() for scene in story.reach(role.start)}
    lost = [scene for scene in story.scenes.values() if scene.name not in reached]
    named = {to for scene in lost for to in scene.exits() if to != scene.name}
    for scene in sorted(lost, key=lambda one: one.name in named):
        if scene.name not in reached:
            reached |= story.reach(scene.name)
            desk[scene.place.file].tell("unreachable-scene", scene.place, severity="warning", scene=_short(scene))


# -- the record -------------------------------------------------------------------------------------------------------


def facts_played(scene: Scene) -> set[str]:
    """The facts of the record that a choice of a scene carries, in its words or its reply."""
    choices = (choice for item in scene.script if isinstance(item, Decision) for choice in item.choices)
    return {fact for choice in choices for fact in cited(choice)}


def cited(choice: Choice) -> set[str]:
    texts = [choice.words, *(reply for _, reply in choice.reply)]
    return {mark.strip() for text in texts for mark, _ in marks(text)}


def _unplayed(story: Story, names: Names, desk: Desk) -> None:
    """Facts of the record that no choice plays, in a story whose choices play others."""
    played = set[str]().union(*map(facts_played, story.scenes.values())) if story.record else set[str]()
    for fact in story.record.keys() - played if played else ():
        spot = names.spots["fact of the record"][fact]
        desk[spot.file.name].tell("unused: fact of the record", spot.place, severity="warning", fact=fact)


# -- dates --------------------------------------------------------------------------------------------------------------


def _backward(story: Story, desk: Desk) -> None:
    """Scenes whose dates go backward, and those dated wholly before a scene that leads to them: the odd one is told."""
    spans = {name: (min(filter(None, map(first, dates)), default=0), max(map(last, dates), default=0))
             for name, dates in ((scene.name, list(scene.dates())) for scene in story.scenes.values())}  # fmt: skip
    before: dict[str, list[str]] = {name: [] for name in story.scenes}
    wrong: dict[str, list[str]] = {}
    for name, scene in story.scenes.items():
        given = [(first(date), last(date)) for date in scene.dates()]
        if any(0 < late < early for (early, _), (_, late) in pairwise(given)) and not _cased(scene):
            desk[scene.place.file].tell("goes-back: within", scene.place, severity="note")
        for to in dict.fromkeys(scene.exits()):
            before[to].append(name)
    for name, scene in story.scenes.items():
        earlier = [to for to in dict.fromkeys(scene.exits()) if 0 < spans[to][1] < spans[name][0]]
        for to in earlier:
            around = [one for one in before[name] if one != to and spans[one][0] <= spans[to][1]
                      and (_home(name) == _home(to) or _home(one) != _home(to))]  # fmt: skip  # not by the same chapter's date
            wrongly, right = (name, to) if around or earlier[1:] else (to, name)
            wrong.setdefault(wrongly, []).append(right)
    for name, others in wrong.items():
        scene, other = story.scenes[name], story.scenes[others[0]]
        late = spans[name][0] > spans[other.name][1]
        desk[scene.place.file].tell("goes-back: late" if late else "goes-back: early", scene.place, severity="note",
                                    date=scene.heading.date, scene=_short(other), other=other.heading.date,
                                    also=tuple(story.scenes[one].place for one in others))  # fmt: skip


def _home(scene: str) -> str:
    """The chapter of a scene, by its path."""
    return scene.rpartition("/")[0]


def _cased(scene: Scene) -> bool:
    """Does a condition decide at which date it is read."""
    return any(isinstance(item, Set) and item.key == "date" and item.cases[1:] for item in scene.script)


# -- pages without a word ----------------------------------------------------------------------------------------------


def _wordless(story: Story, scene: Scene, desk: Desk) -> None:
    """A choice without a reply after which the next decision comes with nothing to read."""
    for at, item in enumerate(scene.script):
        choices = item.choices if isinstance(item, Decision) else ()
        again = isinstance(item, Decision) and item.take is not None and item.take.most != 1 and len(choices) > 1
        silent = [one for one in choices if not one.reply and
                  (again and not one.to or _silent(story, one, scene, at + 1))]  # fmt: skip
        if silent:
            place, *more = (one.place for one in silent)
            desk[place.file].tell("page-without-words", place, also=tuple(more))


def _silent(story: Story, choice: Choice, scene: Scene, at: int) -> bool:
    """Is it certain that nothing is read after a choice. Where a condition decides, it is not."""
    if not choice.to:
        return _stops(story, scene.script[at:])
    (case, to), *_ = choice.to
    return case is None and not story.scenes[to].record and _stops(story, story.scenes[to].script, frozenset([to]))


def _stops(story: Story, script: tuple[Item, ...], been: frozenset[str] = frozenset()) -> bool:
    """Does a script surely come to a decision without a word before it."""
    for item in script:
        match item:
            case Decision(choices, take):
                return take is None and any(choice.when is None for choice in choices)
            case To(((None, to), *_)):
                return to not in been and _stops(story, story.scenes[to].script, been | {to})
            case Prose() | Vote() | To():
                return False
    return False


# -- circles -----------------------------------------------------------------------------------------------------------


def _circles(story: Story, desk: Desk) -> set[str]:
    """Scenes that lead back to themselves without ever asking the player. Each circle is told once."""
    round_: set[str] = set()
    for scene in story.scenes.values():
        been, here = [scene.name], scene
        while (onward := _certain(here)) is not None and onward not in been:
            been.append(onward)
            here = story.scenes[onward]
        if onward == scene.name and onward not in round_:
            round_.update(been)
            desk[scene.place.file].tell("endless", scene.place, scene=_short(scene))
    return round_


def _certain(scene: Scene) -> str | None:
    """Where a scene surely leads without asking."""
    for item in scene.script:
        match item:
            case To(((None, to), *_)):
                return to
            case Decision() | To():
                return None
    return None
