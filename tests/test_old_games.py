"""Games that were begun before the story was worked on: they go on where they stood, or are told how far they hold."""

import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from game.app.message import Continue
from game.app.model import Model
from game.app.update import update
from game.core.journal import Journal, Start, chosen, replay
from game.core.play import begin, step
from game.core.story import Story
from game.lang.read import read
from tests.conftest import SHIPPED

Chapter = dict[str, Any]
FILE = "khrushchev/june-1953.yaml"


def chapter(change: Callable[[Chapter], object], folder: Path) -> Story:
    """The shipped story with its chapter changed, every line written anew."""
    shutil.copytree(SHIPPED, folder)
    path = folder / FILE
    held = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)
    changed = change(held) or FILE
    path.unlink()
    main = folder / "story.yaml"
    main.write_text(
        main.read_text(encoding="utf-8").replace(
            f"start: {FILE[:-5]}/telephones", f"start: {str(changed)[:-5]}/{next(iter(_starts(held)))}"
        ),
        encoding="utf-8",
    )
    Dumper.dump(held, folder / str(changed))
    for play in folder.rglob("*.play.yaml"):
        play.unlink()
    found = read(folder)
    assert found.story is not None, found.problems
    return found.story


def _starts(held: Chapter) -> list[str]:
    return [name for name in held["scenes"] if name.endswith("telephones")]


class Dumper(yaml.SafeDumper):
    """Prose under |, as authors write it."""

    @classmethod
    def dump(cls, held: Chapter, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(
            yaml.dump(held, Dumper=cls, allow_unicode=True, sort_keys=False, width=10_000), encoding="utf-8"
        )


Dumper.add_representer(str, lambda dumper, text: dumper.represent_scalar(
    "tag:yaml.org,2002:str", text, "|" if text.endswith("\n") or text[:1] in "\"'" or ": " in text else None))  # fmt: skip


def choices(held: Chapter) -> list[dict[str, Any]]:
    return [item for scene in held["scenes"].values() for item in scene["script"]
            if isinstance(item, dict) and ("choice" in item or "say" in item)]  # fmt: skip


def reworded(held: Chapter) -> None:
    """Every text says something else, and what is read under conditions too."""
    for one in choices(held):
        key = "say" if "say" in one else "choice"
        one[key] = "Or else " + one[key]
        if isinstance(one.get("reply"), str):
            one["reply"] = "Anew. " + one["reply"]
    for scene in held["scenes"].values():
        scene["script"] = ["Anew. " + item if isinstance(item, str) else item for item in scene["script"]]


def shuffled(held: Chapter) -> None:
    """The choices of every decision and the scenes stand in another order."""
    chance = random.Random(7)
    for scene in held["scenes"].values():
        script, found = scene["script"], []
        while script:
            run = []
            while script and isinstance(script[0], dict) and {"choice", "say"} & script[0].keys():
                run.append(script.pop(0))
            chance.shuffle(run)
            found += run or [script.pop(0)]
        scene["script"] = found
    scenes = list(held["scenes"].items())
    chance.shuffle(scenes)
    held["scenes"] = dict(scenes)


def uncalled(held: Chapter) -> None:
    """Names that nothing asks about are taken away, so that choices are known by other words than before."""
    asked = str(held)
    for one in choices(held):
        if "called" in one and f"chose {one['called']}" not in asked:
            one["was"] = one.pop("called")


def renamed(held: Chapter) -> str:
    """Every scene and the file have new names, and say which they had."""

    def anew(node: Any, key: str = "") -> Any:
        if isinstance(node, dict):
            return {re.sub(r"seen (\S+)", r"seen new-\1", name) if name.startswith("if ") else name:
                    anew(value, "to" if key == "to" else name) for name, value in node.items()}  # fmt: skip
        if isinstance(node, list):
            return [anew(one) for one in node]
        if key == "to":
            return f"new-{node}"
        return re.sub(r"seen (\S+)", r"seen new-\1", node) if key == "if" else node

    held["scenes"] = {f"new-{name}": {"was": name} | anew(scene) for name, scene in held["scenes"].items()}
    held["was"] = "khrushchev/june-1953"
    return "khrushchev/arrest.yaml"


def extended(held: Chapter) -> None:
    """New scenes beside the road, and choices that lead to them."""
    held["scenes"]["aside"] = {"date": "25 June 1953", "script": ["You wait.", {"to": "square"}]}
    held["scenes"]["square"]["script"].append({"choice": "Wait a little.", "to": "aside"})


CHANGES = [reworded, shuffled, uncalled, renamed, extended]
LINES = read(SHIPPED).plays


def game(story: Story, wanted: tuple[str, ...]) -> Journal:
    """The journal of a play."""
    turn, entries = begin(story, "khrushchev"), []
    for one in wanted:
        entries.append(chosen(turn, one))
        turn = step(story, turn, one)
    return Journal(Start("collective-leadership", "khrushchev", 1, "0.1.0"), tuple(entries))


@pytest.mark.parametrize("change", [*CHANGES, None], ids=lambda one: one.__name__ if one else "all")
def test_a_game_stands_where_it_stood(
    change: Callable[[Chapter], object] | None, shipped: Story, tmp_path: Path
) -> None:
    """Whatever is reworded, shuffled, renamed or added: the same choices lead to the same state."""

    def every(held: Chapter) -> str:
        return next(path for path in [one(held) for one in (reworded, shuffled, uncalled, extended, renamed)] if path)

    anew = chapter(change or every, tmp_path / "story")
    for play in LINES:
        before = replay(shipped, game(shipped, play.choices))
        after = replay(anew, game(shipped, play.choices))
        assert after.lost is None, (play.file, after.lost)
        old, new = before.turns[-1], after.turns[-1]
        assert new.ended == old.ended
        assert new.state.scene == anew.renamed.get(old.state.scene, old.state.scene)
        for name in (*shipped.meters, *shipped.facts):
            assert new.state.values[anew.slots[name]] == old.state.values[shipped.slots[name]], (play.file, name)


def without(held: Chapter) -> None:
    """The garden is gone: the road leads past it."""
    held["scenes"]["malenkov-rides"]["script"] = [
        {**one, "to": "anteroom"} if isinstance(one, dict) and one.get("to") == "bench" else one
        for one in held["scenes"]["malenkov-rides"]["script"]
    ]
    del held["scenes"]["bench"]
    text = yaml.dump(held, Dumper=Dumper, allow_unicode=True, sort_keys=False, width=10_000)
    text = re.sub(r"seen bench", "seen searched", text)
    for name in ("currants", "half", "whole", "court", "ourselves"):
        text = re.sub(rf"chose {name}\b", "chose against-room", text)
    held.clear()
    held |= yaml.load(text, yaml.BaseLoader)


def test_where_a_scene_was_taken_out_the_game_goes_on_from_there_and_says_so(shipped: Story, tmp_path: Path) -> None:
    """As far as the choices hold, and in plain words what no longer does."""
    anew = chapter(without, tmp_path / "story")
    history = next(play for play in LINES if play.file == "plays/history.play.yaml")
    journal = game(shipped, history.choices)
    model, _ = update(Model(anew, "collective-leadership", "0.1.0", last=journal), Continue())
    assert model.game is not None
    assert model.game.turn.state.scene == "khrushchev/june-1953/anteroom"
    assert "half" in model.notice
    assert "goes on from there" in model.notice
