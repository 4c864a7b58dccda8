"""What branches add to scenes that exist: choices to their last decision, and prose before it. Edits no file."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from game.core import rule as rules
from game.core.story import Choice, Decision, Item, Prose, Scene, To, When
from game.lang.names import stem
from game.lang.script import listed_items, read_items, told_apart
from game.lang.sheet import Keys, Sheet, entries, opened
from game.lang.source import Map, Node, Scalar


@dataclass(frozen=True, slots=True)
class Join:
    """What one branch adds to one scene, and whose it is."""

    scene: str
    key: Scalar
    prose: tuple[Prose, ...]
    choices: tuple[Choice, ...]
    roles: tuple[str, ...]


def joins(sheet: Sheet, top: Keys, roles: tuple[str, ...]) -> Iterator[Join]:
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
            yield Join(name, key, tuple(item for _, item in prose), tuple(choices), roles)


def _echoed(sheet: Sheet, node: Node, item: Prose) -> None:
    """Where a branch is only remembered, `otherwise` is read by all who never came to it."""
    asked = [rules.slot(one) for case, _ in item.cases if case for one in rules.clauses(case.rule)]
    ends = item.cases and item.cases[-1][0] is None  # there are none where none could be read
    if ends and asked and all(f"{stem(sheet.file)}/" in one for one in asked) and isinstance(node, Map):
        sheet.tell("misplaced-otherwise: branch", node.entries[-1][0], severity="warning")


def joined(scenes: dict[str, Scene], sheet: Sheet, given: Iterator[Join], written: dict[str, Scene]) -> None:
    """Put a branch's joins into the scenes. `written` are the scenes as their own files have them."""
    for join in given:
        if (scene := scenes.get(join.scene)) is None:
            continue
        choices = tuple(_owned(sheet, scene, join, choice) for choice in join.choices)
        at = next((n for n in reversed(range(len(scene.script))) if isinstance(scene.script[n], Decision)), None)
        if not any(isinstance(item, Decision) for item in written[join.scene].script):
            at = None
        decision = scene.script[at] if at is not None else None
        if at is None or not isinstance(decision, Decision):
            place = len(scene.script) - (1 if scene.script and isinstance(scene.script[-1], To) else 0)
            added: tuple[Item, ...] = (*join.prose, *((Decision(choices),) if choices else ()))
            scenes[join.scene] = replace(scene, script=(*scene.script[:place], *added, *scene.script[place:]))
            continue
        told_apart(sheet, (*decision.choices, *choices))
        last = scene.ending is None and at == len(scene.script) - 1
        for choice in choices:
            if last and (not choice.to or choice.to[-1][0] is not None):
                sheet.tell("script-runs-out: joined", choice.place)
        more = (sheet.names.slot(f"take {join.scene} {sheet.file.name} {n}") for n in range(len(choices)))
        take = decision.take and replace(decision.take, taken=(*decision.take.taken, *more))
        grown = replace(decision, choices=(*decision.choices, *choices), take=take)
        scenes[join.scene] = replace(scene, script=(*scene.script[:at], *join.prose, grown, *scene.script[at + 1 :]))


def _owned(sheet: Sheet, scene: Scene, join: Join, choice: Choice) -> Choice:
    """The choice for those alone whose branch it is, where others come to the scene as well."""
    known = [role for role in join.roles if role in sheet.names.facts["role"]]  # of the others is told where they stand
    if not known or (scene.roles and set(scene.roles) <= set(known)):
        return choice
    mine = rules.Either(tuple(rules.Compare("role", "is", role) for role in known))
    rule: rules.Rule = mine if choice.when is None else rules.Both((mine, choice.when.rule))
    sheet.names.slot("role")
    place = choice.place if choice.when is None else choice.when.place
    return replace(choice, when=When(rule, rules.compiled(rule, sheet.names.slots, sheet.names.facts), place))
