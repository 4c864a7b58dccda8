"""Stories of any size, by a seed: chapters with hubs, shortcuts, votes and endings, branches that leave and come back."""

import datetime
import random
from dataclasses import replace

from game.core.problem import Place
from game.core.story import Choice, Decision, Heading, Item, Scene, Story, To, Vote

CHAPTER, BRANCH = 20, 6  # scenes


def generated(story: Story, count: int, seed: int) -> Story:
    """Another story's declarations with as many new scenes, of which the first role plays all."""
    chance = random.Random(seed)
    told = count - BRANCH * (count // 50)
    names = [f"chapter-{number // CHAPTER}/scene-{'of-the-' * chance.randrange(4)}{number}" for number in range(told)]
    scenes = {name: scene(name, number, exits(names, number, chance), chance) for number, name in enumerate(names)}
    branches = {}
    for number in range(count // 50):
        file = f"branches/branch-{number}"
        own = [f"{file}/scene-{step}" for step in range(BRANCH)]
        leaves = chance.randrange(told - 1)
        back = names[min(told - 1, leaves + chance.randrange(1, 5))]
        scenes |= {name: scene(name, leaves, [to], chance) for name, to in zip(own, [*own[1:], back], strict=True)}
        joined = Decision((Choice("join", "Join.", False, at(file), to=((None, own[0]),)),))
        scenes[names[leaves]] = replace(scenes[names[leaves]], script=(*scenes[names[leaves]].script, joined))
        branches[file] = f"The branch number {number} " * (1 + number * 4), "A teacher"
    role = next(iter(story.roles.values()))
    return replace(
        story,
        title="A Story of the Years in Which " * 5,
        scenes=scenes,
        branches=branches,
        roles={role.person: replace(role, start=names[0])},
    )


def exits(names: list[str], number: int, chance: random.Random) -> list[str]:
    """Mostly the next scene; a shortcut, a road back, a hub of many, an end, or nowhere but to itself."""
    last = len(names) - 1
    match chance.randrange(12):
        case 0 | 1:
            ahead = [number + 1, number + chance.randrange(2, 6)]
        case 2:
            ahead = [number + 1, number - chance.randrange(1, 5)]
        case 3:
            ahead = list(range(number + 1, number + chance.randrange(3, 7)))
        case 4:
            ahead = [number + 1, number + 2, number]
        case 5:
            ahead = [number + 2]
        case _:
            ahead = [number + 1]
    return [names[to] for to in ahead if 0 <= to <= last]


def scene(name: str, number: int, to: list[str], chance: random.Random) -> Scene:
    """A scene that leads where it is told."""
    day = datetime.date(1953, 8, 5) + datetime.timedelta(number // 2)
    date = (
        f"{day.day}-28 {day:%B %Y}"
        if not number % 7 and day.day < 28
        else f"{day.day} {day:%B %Y}, late in the evening"
    )
    vote: tuple[Item, ...] = (Vote("Relieve him", ()),) if chance.random() < 0.1 else ()
    ending = None if to else "An end of all that was to come"
    script = (*vote, To(tuple((None, one) for one in to)))
    return Scene(
        name, f"Oberstaatsanwaltschaften in {name.partition('/')[0]}", Heading(date), script, at(name), ending=ending
    )


def at(name: str) -> Place:
    """Some place in the file of a scene."""
    return Place(f"{name.rpartition('/')[0] or name}.yaml", 1, 1, 1, 1)
