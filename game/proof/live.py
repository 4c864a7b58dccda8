"""Which of a state's values may still matter at a scene's entry: those that a condition may read before they are set."""

from collections.abc import Iterable, Mapping
from math import prod
from typing import Any

from game.core.story import Cases, Choice, Decision, Effect, Prose, Scene, Set, Story, Then, To, Vote, When

Slots = frozenset[int]
Rest = tuple[str, int]  # a scene, and an item of its script
NOTHING: Slots = frozenset()


def live(story: Story) -> Mapping[Rest, Slots]:
    """For each scene's entry (item 0) and each decision, the slots that what follows may read before it sets them anew."""
    entry: dict[str, Slots] = dict.fromkeys(story.scenes, NOTHING)
    found: dict[Rest, Slots] = {(scene, 0): NOTHING for scene in story.scenes}
    changed = True
    while changed:
        changed = False
        for scene in reversed(tuple(story.scenes.values())):
            if (before := _scene(story, scene, entry, found)) != entry[scene.name]:
                entry[scene.name] = found[scene.name, 0] = before
                changed = True
    return found


def states(story: Story, slots: Iterable[int]) -> int:
    """How many states differ in these slots alone."""
    sizes = {meter.slot: meter.high - meter.low + 1 for meter in story.meters.values()}
    sizes |= {story.slots[name]: len(values) for name, values in story.facts.items()}
    known = {story.slots[name] for name in ("role", "day", "hands", "carried") if name in story.slots}
    return prod(1 if slot in known else sizes.get(slot, 2) for slot in slots)


def _scene(story: Story, scene: Scene, entry: Mapping[str, Slots], found: dict[Rest, Slots]) -> Slots:
    after: Slots = NOTHING
    given = NOTHING.union(*(_asked(story, item.cases) for item in scene.script if isinstance(item, Set)))
    waits: Slots = NOTHING  # a scene left in the middle of a take is entered there, under the headings given before it
    for at, item in reversed(tuple(enumerate(scene.script))):
        match item:
            case Prose(cases) | Set(_, cases):
                after |= _asked(story, cases)
            case Then(effects):
                after -= _set(effects)
            case Vote(_, voters):
                after -= {story.slots[name] for name in ("hands", "carried") if name in story.slots}
                after = after.union(*(_asked(story, cases) for _, cases in voters))
            case To(cases):
                after = _led(story, scene, cases, after, entry)
            case Decision():
                after = found[scene.name, at] = _decision(story, scene, item, after, entry)
                waits |= after | given if item.take is not None else NOTHING
    return after | waits


def _decision(story: Story, scene: Scene, decision: Decision, after: Slots, entry: Mapping[str, Slots]) -> Slots:
    passed = decision.take is not None or all(choice.when is not None for choice in decision.choices)
    found = after if passed else NOTHING
    for choice in decision.choices:
        found |= _when(story, choice.when) | _chosen(story, scene, choice, after, entry)
    if decision.take is not None:  # the rest may be offered again after any of them
        found |= {decision.take.open, *decision.take.taken}
    return found


def _chosen(story: Story, scene: Scene, choice: Choice, after: Slots, entry: Mapping[str, Slots]) -> Slots:
    led = _asked(story, choice.reply) | (_led(story, scene, choice.to, after, entry) if choice.to else after)
    return led - _set(choice.then) - ({choice.mark} if choice.mark is not None else set())


def _led(story: Story, scene: Scene, cases: Cases[str], after: Slots, entry: Mapping[str, Slots]) -> Slots:
    """What is read where a `to` leads, and by its cases; leaving marks the scene as seen and may ask if it was."""
    left = {scene.left} if scene.left is not None else set()
    ahead = NOTHING.union(*(entry[to] for _, to in cases)) - left
    ahead |= left if scene.record else NOTHING
    goes = bool(cases) and cases[-1][0] is None
    return ahead | _asked(story, cases) | (NOTHING if goes else after)


def _asked(story: Story, cases: Cases[Any]) -> Slots:
    return NOTHING.union(*(_when(story, when) for when, _ in cases))


def _when(story: Story, when: When | None) -> Slots:
    return NOTHING if when is None else story.asks(when.rule)


def _set(effects: Iterable[Effect]) -> Slots:
    """Facts that are set, whatever they were; what a meter was still matters after it moved."""
    return frozenset(effect.slot for effect in effects if effect.low == effect.high)
