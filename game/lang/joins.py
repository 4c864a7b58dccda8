"""What branches add to scenes that exist: choices to their last decision, and prose before it. Edits no file."""

from collections.abc import Iterator
from dataclasses import replace

from game.core import rule as rules
from game.core.story import Choice, Decision, Item, Prose, Scene, To, When
from game.lang.names import stem
from game.lang.script import listed_items, read_items, told_apart
from game.lang.sheet import Keys, Sheet, entries, opened
from game.lang.source import Map, Node

Join = tuple[str, list[Prose], list[Choice]]  # what a branch adds to a scene


def joins(sheet: Sheet, top: Keys) -> Iterator[Join]:
    """The joins of a branch, in the order of its lines."""
    for key, node in entries(sheet, top["joins"][1], "what is added there") if "joins" in top else ():
        name = sheet.use(key, key.text, "scene", code="unknown-scene")
        keys = opened(sheet, node, "join")
        prose, choices = list[tuple[Node, Prose]](), list[Choice]()
        for one in listed_items(sheet, keys):
            for item in read_items(sheet, one):
                if isinstance(item, Choice):
                    choices.append(item)
                elif isinstance(item, Prose):
                    prose.append((one, item))
                else:
                    sheet.tell("wrong-kind: joined", one)
        for one, item in prose if not choices else ():
            _echoed(sheet, one, item)
        if name:
            yield name, [item for _, item in prose], choices


def _echoed(sheet: Sheet, node: Node, item: Prose) -> None:
    """Where a branch is only remembered, `otherwise` is read by all who never came to it."""
    asked = [rules.slot(one) for case, _ in item.cases if case for one in rules.clauses(case.rule)]
    ends = item.cases and item.cases[-1][0] is None  # there are none where none could be read
    if ends and asked and all(f"{stem(sheet.file)}/" in one for one in asked) and isinstance(node, Map):
        sheet.tell("misplaced-otherwise: branch", node.entries[-1][0], severity="warning")


def joined(
    scenes: dict[str, Scene], sheet: Sheet, top: Keys, whose: tuple[str, ...], written: dict[str, Scene]
) -> None:
    """Put a branch's joins into the scenes. `written` are the scenes as their own files have them."""
    for name, prose, own in joins(sheet, top):
        if (scene := scenes.get(name)) is None:
            continue
        choices = tuple(_owned(sheet, scene, whose, choice) for choice in own)
        decisions = [(at, item) for at, item in enumerate(scene.script) if isinstance(item, Decision)]
        if not any(isinstance(item, Decision) for item in written[name].script):
            place = len(scene.script) - (1 if scene.script and isinstance(scene.script[-1], To) else 0)
            added: tuple[Item, ...] = (*prose, *((Decision(choices),) if choices else ()))
            scenes[name] = replace(scene, script=(*scene.script[:place], *added, *scene.script[place:]))
            continue
        at, decision = decisions[-1]
        told_apart(sheet, (*decision.choices, *choices))
        last = scene.ending is None and at == len(scene.script) - 1
        for choice in choices:
            if last and (not choice.to or choice.to[-1][0] is not None):
                sheet.tell("script-runs-out: joined", choice.place)
        more = (sheet.names.slot(f"take {name} {sheet.file.name} {n}") for n in range(len(choices)))
        take = decision.take and replace(decision.take, taken=(*decision.take.taken, *more))
        grown = replace(decision, choices=(*decision.choices, *choices), take=take)
        scenes[name] = replace(scene, script=(*scene.script[:at], *prose, grown, *scene.script[at + 1 :]))


def _owned(sheet: Sheet, scene: Scene, whose: tuple[str, ...], choice: Choice) -> Choice:
    """The choice for those alone whose branch it is, where others come to the scene as well."""
    known = [role for role in whose if role in sheet.names.facts["role"]]  # of the others is told where they stand
    if not known or (scene.roles and set(scene.roles) <= set(known)):
        return choice
    rule: rules.Rule = rules.Either(tuple(rules.Compare("role", "is", role) for role in known))
    place = choice.place
    if choice.when is not None:
        rule, place = rules.Both((rule, choice.when.rule)), choice.when.place
    sheet.names.slot("role")
    return replace(choice, when=When(rule, rules.compiled(rule, sheet.names.slots, sheet.names.facts), place))
