"""Is a story fit: what the reader found, for people and as JSON. Judges nothing itself."""

from dataclasses import asdict

from game.core.problem import Place, Problem
from game.core.story import Story
from game.lang.read import Reading
from game.lang.sense import facts_played


def summary(reading: Reading) -> str:
    """The last line of a check: how it went, in a sentence."""
    count = {kind: sum(one.severity == kind for one in reading.problems) for kind in ("error", "warning")}
    told = " and ".join(f"{number} {kind}{'s' if number > 1 else ''}" for kind, number in count.items() if number)
    if reading.story is None:
        return f"The story cannot be played yet: {told or 'nothing in it can be played'}."
    scenes, plays = len(reading.story.scenes), len(reading.plays)
    fit = f"Fit to play: {scenes} scenes, {plays} play{'' if plays == 1 else 's'} beside them"
    return f"{fit}; {told}." if told else f"{fit}, nothing to report."


def as_json(reading: Reading) -> dict[str, object]:
    """The object of `check --json` (schema 1)."""
    return {
        "schema": 1,
        "fit": reading.fit,
        "record": covered(reading.story) if reading.story else {},
        "proof": None,
        "problems": [_problem(one) for one in reading.problems],
    }


def covered(story: Story) -> dict[str, list[str]]:
    """For each fact of the record, the roles with a choice whose words or reply carry its mark."""
    found: dict[str, list[str]] = {fact: [] for fact in story.record}
    for role in story.roles.values():
        for scene in story.reach(role.start):
            for fact in facts_played(story.scenes[scene]) & found.keys():
                if role.person not in found[fact]:
                    found[fact].append(role.person)
    return found


def _problem(one: Problem) -> dict[str, object]:
    fix = one.fix and {
        "say": one.fix.say,
        "safe": one.fix.safe,
        "edits": [{**_place(edit.place), "text": edit.text} for edit in one.fix.edits],
    }
    also = [{"file": place.file, "line": place.line, "column": place.column} for place in one.also]
    return {"code": one.code, "severity": one.severity, **_place(one.place), "message": one.message, "fix": fix,
            "also": also, "witness": list(one.witness) if one.witness is not None else None}  # fmt: skip


def _place(place: Place) -> dict[str, object]:
    return asdict(place)
