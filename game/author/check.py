"""Is a story fit: what the reader found, for people and as JSON. Judges nothing itself."""

from dataclasses import asdict, replace

from game.author.proved import Proofs, figures, left, problems, proofs
from game.core.problem import Problem
from game.core.road import Spot
from game.core.story import Decision, Story
from game.lang.read import Reading
from game.lang.sense import cited


def checked(reading: Reading) -> tuple[Reading, Proofs]:
    """The same with all that a proof finds, and the proofs, if the story can be played."""
    found = proofs(reading.story, reading.plays) if reading.story else {}
    told = problems(reading, found) if found else ()
    weight = ("error", "warning", "note")
    ordered = sorted((*reading.problems, *told), key=lambda one: weight.index(one.severity))  # each kind by its places
    return replace(reading, problems=tuple(ordered)), found


def summary(reading: Reading, found: Proofs) -> str:
    """The last lines of a check: how it went, in a sentence, and what was proved."""
    count = {kind: sum(one.severity == kind for one in reading.problems) for kind in ("error", "warning", "note")}
    told = ", ".join(f"{number} {kind}{'s' if number > 1 else ''}" for kind, number in count.items() if number)
    told = " and ".join(told.rsplit(", ", 1))
    if reading.story is None:
        more = (
            f" Not all of {' and '.join(reading.unread)} could be read yet, so more may follow."
            if reading.unread
            else ""
        )
        return (f"The story cannot be played yet: {told or 'nothing in it can be played'}.{more} What lies between its scenes is "
                "looked at once that is mended.")  # fmt: skip
    scenes, plays = len(reading.story.scenes), len(reading.plays)
    fit = f"{'Fit' if reading.fit else 'Not fit'} to play: {scenes} scenes, {plays} play{'' if plays == 1 else 's'} beside them"
    return f"{fit}{f'; {told}.' if told else ', nothing to report.'}{_proved(reading, found)}"


def _proved(reading: Reading, found: Proofs) -> str:
    """What the proof comes to; of what it left over, where the first stand."""
    rest, claims = left(found), sum(sum(figures(proof).values()) for proof in found.values())
    if rest:
        places = dict.fromkeys(f"{one.place.file}:{one.place.line}" for one in rest)
        told = f"{', '.join(list(places)[:5])}{' ...' if len(places) > 5 else ''}"
        return f"\nProved as far as possible: of {claims} claims {len(rest)} could be neither shown nor refuted, at {told}."
    met = {one.goal for proof in found.values() for one in proof.claims if one.goal in proof.shown}
    lost = any(
        one.goal not in met
        for proof in found.values()
        for one in proof.claims
        if one.kind in ("scene", "choice", "ending")
    )
    stuck = {one.code for one in reading.problems} & {"all-shut", "no-way-out"}
    ends = "a play can get stuck" if stuck else "from each choice an ending can be reached"
    beyond = "; what lies beyond is looked at once that is mended" if stuck else ""
    meets = f"{'not ' if lost else ''}each scene, choice and ending can be met"
    return f"\nProved for every play there can be: {ends}{beyond or f'; {meets}'} ({claims} claims, none left over)."


def as_json(reading: Reading, found: Proofs) -> dict[str, object]:
    """The object of `check --json` (schema 1)."""
    counts = {role: figures(proof) for role, proof in found.items()}
    return {
        "schema": 1,
        "fit": reading.fit,
        "record": covered(reading.story, found) if reading.story else {},
        "proof": {role: {"complete": not count["not_proved"], **count} for role, count in counts.items()} or None,
        "problems": [_problem(one) for one in reading.problems],
    }


def covered(story: Story, found: Proofs) -> dict[str, list[str]]:
    """For each fact of the record, the roles in which a choice can be taken whose words or reply carry its mark."""
    taken = {role: {goal.spot for goal in proof.shown} for role, proof in found.items()}
    playing = {fact: set(spots) for fact in story.record if (spots := _playing(story, fact))}
    return {fact: [role for role in found if playing.get(fact, set()) & taken[role]] for fact in story.record}


def _playing(story: Story, fact: str) -> list[Spot]:
    return [(scene.name, at, number) for scene in story.scenes.values() for at, item in enumerate(scene.script)
            if isinstance(item, Decision) for number, choice in enumerate(item.choices) if fact in cited(choice)]  # fmt: skip


def _problem(one: Problem) -> dict[str, object]:
    fix = one.fix and {
        "say": one.fix.say,
        "safe": one.fix.safe,
        "edits": [{**asdict(edit.place), "text": edit.text} for edit in one.fix.edits],
    }
    also = [{"file": place.file, "line": place.line, "column": place.column} for place in one.also]
    return {"code": one.code, "severity": one.severity, **asdict(one.place), "message": one.message, "fix": fix,
            "also": also, "witness": list(one.witness) if one.witness is not None else None}  # fmt: skip
