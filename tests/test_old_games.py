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
Chapters = dict[str, Chapter]  # by their files
JUNE = "khrushchev/june-1953.yaml"


def edited(change: Callable[[Chapters], object], folder: Path) -> Story:
    """The shipped story with its chapters changed, every line written anew."""
    shutil.copytree(SHIPPED, folder)
    for play in folder.rglob("*.play.yaml"):
        play.unlink()
    held: Chapters = {}
    for path in sorted(folder.rglob("*.yaml")):
        found = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)
        if "scenes" in found or "roles" in found:
            held[path.relative_to(folder).as_posix()] = found
            path.unlink()
    change(held)
    for name, chapter in held.items():
        Dumper.dump(chapter, folder / name)
    found = read(folder)
    assert found.story is not None, found.problems
    return found.story


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


def scenes(held: Chapters) -> list[Chapter]:
    """Scenes and joins, all that has a script."""
    return [one for chapter in held.values() for key in ("scenes", "joins") for one in chapter.get(key, {}).values()]


def choices(held: Chapters) -> list[dict[str, Any]]:
    return [item for scene in scenes(held) for item in scene["script"]
            if isinstance(item, dict) and ("choice" in item or "say" in item)]  # fmt: skip


def reworded(held: Chapters) -> None:
    """Every text says something else, and what is read under conditions too."""
    for one in choices(held):
        key = "say" if "say" in one else "choice"
        one[key] = "Or else " + one[key]
        if isinstance(one.get("reply"), str):
            one["reply"] = "Anew. " + one["reply"]
    for scene in scenes(held):
        scene["script"] = ["Anew. " + item if isinstance(item, str) else item for item in scene["script"]]


def shuffled(held: Chapters) -> None:
    """The choices of every decision, the scenes and the files stand in another order."""
    chance = random.Random(7)
    for scene in scenes(held):
        script, found = scene["script"], []
        while script:
            run = []
            while script and isinstance(script[0], dict) and {"choice", "say"} & script[0].keys():
                run.append(script.pop(0))
            chance.shuffle(run)
            found += run or [script.pop(0)]
        scene["script"] = found
    for chapter in held.values():
        if "scenes" in chapter:
            order = list(chapter["scenes"].items())
            chance.shuffle(order)
            chapter["scenes"] = dict(order)


def uncalled(held: Chapters) -> None:
    """Names that nothing asks about are taken away, so that choices are known by other words than before."""
    asked = str(held)
    for one in choices(held):
        if "called" in one and not re.search(rf"chose (\S+/)?{one['called']}\b", asked):
            one["was"] = one.pop("called")


def renamed(held: Chapters) -> None:
    """Every scene and every file of a chapter have new names, and say which they had."""

    def file(path: str) -> str:
        head, slash, tail = path.rpartition("/")
        return f"{head}{slash}new-{tail}"

    def scene(name: str) -> str:
        path, slash, own = name.rpartition("/")
        return f"{file(path) if path else ''}{slash}new-{own}"

    def asked(words: str) -> str:
        words = re.sub(r"seen ([\w/-]+)", lambda found: f"seen {scene(found[1])}", words)
        return re.sub(r"chose ([\w/-]+)/([\w-]+)", lambda found: f"chose {file(found[1])}/{found[2]}", words)

    def anew(node: Any, key: str = "") -> Any:
        if isinstance(node, dict):
            return {asked(name) if name.startswith("if ") else scene(name) if key == "joins" else name:
                    anew(value, "to" if key == "to" else name) for name, value in node.items()}  # fmt: skip
        if isinstance(node, list):
            return [anew(one) for one in node]
        return scene(node) if key in ("to", "start") and not node.isdigit() else asked(node) if key == "if" else node

    for path, chapter in list(held.items()):
        found = anew(chapter)
        del held[path]
        if "scenes" in found:
            found["scenes"] = {f"new-{name}": {"was": name} | one for name, one in found["scenes"].items()}
            found["was"] = path.removesuffix(".yaml")
            path = file(path)
        held[path] = found


def extended(held: Chapters) -> None:
    """New scenes beside the road, and choices that lead to them."""
    chapter = held[JUNE]
    chapter["scenes"]["aside"] = {"date": "25 June 1953", "script": ["You wait.", {"to": "square"}]}
    chapter["scenes"]["square"]["script"].append({"choice": "Wait a little.", "to": "aside"})


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
    change: Callable[[Chapters], object] | None, shipped: Story, tmp_path: Path
) -> None:
    """Whatever is reworded, shuffled, renamed or added: the same choices lead to the same state."""

    def every(held: Chapters) -> None:
        for one in (reworded, shuffled, uncalled, extended, renamed):
            one(held)

    anew = edited(change or every, tmp_path / "story")
    for play in LINES:
        before = replay(shipped, game(shipped, play.choices))
        after = replay(anew, game(shipped, play.choices))
        assert after.lost is None, (play.file, after.lost)
        old, new = before.turns[-1], after.turns[-1]
        assert new.ended == old.ended
        assert new.state.scene == anew.renamed.get(old.state.scene, old.state.scene)
        slots = {name.replace("/new-", "/"): slot for name, slot in anew.slots.items()}
        for name in (*shipped.meters, *shipped.facts):
            assert new.state.values[slots[name]] == old.state.values[shipped.slots[name]], (play.file, name)


def without(held: Chapters) -> None:
    """The garden is gone: the road leads past it."""
    chapter = held[JUNE]
    chapter["scenes"]["malenkov-rides"]["script"] = [
        {**one, "to": "anteroom"} if isinstance(one, dict) and one.get("to") == "bench" else one
        for one in chapter["scenes"]["malenkov-rides"]["script"]
    ]
    del chapter["scenes"]["bench"]
    for path, one in held.items():
        text = yaml.dump(one, Dumper=Dumper, allow_unicode=True, sort_keys=False, width=10_000)
        text = re.sub(r"seen bench", "seen searched", text)
        for name in ("currants", "half", "whole", "court", "ourselves"):
            text = re.sub(rf"chose (khrushchev/june-1953/)?{name}\b", r"chose \1against-room", text)
        held[path] = yaml.load(text, yaml.BaseLoader)


def test_where_a_scene_was_taken_out_the_game_goes_on_from_there_and_says_so(shipped: Story, tmp_path: Path) -> None:
    """As far as the choices hold, and in plain words what no longer does."""
    anew = edited(without, tmp_path / "story")
    history = next(play for play in LINES if play.file == "plays/history.play.yaml")
    journal = game(shipped, history.choices)
    model, _ = update(Model(anew, "collective-leadership", "0.1.0", last=journal), Continue())
    assert model.game is not None
    assert model.game.turn.state.scene == "khrushchev/june-1953/anteroom"
    assert "half" in model.notice
    assert "goes on from there" in model.notice
