"""Translations: a file translations/ru.po beside a story shows each paragraph beside its original.

The only user of polib, and loaded only where a translation is asked for.
"""

import re
from collections import Counter
from difflib import get_close_matches
from os.path import realpath
from pathlib import Path
from typing import Any

import polib

from game.core.problem import Problem
from game.core.story import Story
from game.core.text import WITHIN, links, marks
from game.core.tongue import translated
from game.lang.source import File

Key = tuple[str, str]  # where a paragraph stands, and its words


def spoken(story: Story, folder: Path, tongue: str) -> tuple[Story, tuple[Problem, ...]]:
    """The story as a translation tells it. What is not translated, or not rightly, stays in the original."""
    file, found = _opened(folder, tongue)
    if isinstance(found, Problem):
        return story, (found,)
    known = {(one.msgctxt, one.msgid): one for one in found if one.translated()}
    told: dict[Key, Problem] = {}

    def say(where: str, text: str, _: str) -> str:
        entry = known.get((where, text))
        if entry is None:
            return text
        theirs, ours = _signs(text), _signs(entry.msgstr)
        if theirs == ours:
            return entry.msgstr
        wrong = [*(f"lacks {one}" for one in theirs - ours), *(f"adds {one}" for one in ours - theirs)]
        at = (n for n in range((entry.linenum or 1) - 1, len(file.lines)) if file.line(n).startswith("msgstr"))
        told[where, text] = _problem(file, "translation-differs", next(at, 0), wrong=" and ".join(wrong))
        return text

    return translated(story, say), tuple(told.values())


def _signs(text: str) -> Counter[str]:
    """The marks and links of a text, and brackets that make neither."""
    bare = re.findall(r"\{|\}|\[\[|\]\]", WITHIN.sub("", text))
    return Counter([*bare, *(f"{{{one}}}" for one, _ in marks(text)), *(f"[[{one}]]" for one, _ in links(text))])


def _opened(folder: Path, tongue: str) -> tuple[File, polib.POFile | Problem]:
    """The file of a translation, and what it holds or why it cannot be read; a new one holds nothing."""
    path, text = _path(folder, tongue), ""
    try:
        if not Path(realpath(path)).is_relative_to(realpath(folder)):
            raise ValueError
        text = path.read_text(encoding="utf-8-sig") if path.exists() else ""
        file = File(path.relative_to(folder).as_posix(), tuple(text.split("\n")), None)
        return file, polib.pofile(f"{text}\n")
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as fault:  # whatever polib stumbles over
        file = File(path.relative_to(folder).as_posix(), tuple(text.split("\n")), None)
        line = re.search(r"\(line (\d+)\)", str(fault))
        return file, _problem(file, "translation-unreadable", int(line[1]) - 1 if line else 0)


def _path(folder: Path, tongue: str) -> Path:
    return folder / "translations" / f"{tongue}.po"


def _problem(file: File, told: str, line: int, **values: Any) -> Problem:
    """What is wrong with a line, counted from 0."""
    return file.problem(told, file.stretch(line, 0, max(len(file.line(line)), 1)), None, "warning", **values)


# -- keeping one up to date --------------------------------------------------------------------------------------------


def updated(story: Story, folder: Path, tongue: str) -> str | Problem:
    """Write a translation's file anew: finished work stays, what has changed is marked, what is gone is kept apart."""
    _, old = _opened(folder, tongue)
    if isinstance(old, Problem):
        return old
    new = polib.POFile()
    new.header, new.metadata = old.header, {"Project-Id-Version": story.title, "MIME-Version": "1.0", "Content-Transfer-Encoding": "8bit",
                    **old.metadata, "Content-Type": "text/plain; charset=UTF-8", "Language": tongue}  # fmt: skip
    wanted: dict[Key, polib.POEntry] = {}

    def say(where: str, text: str, note: str) -> str:
        wanted.setdefault((where, text), polib.POEntry(msgctxt=where, msgid=text, comment=note))
        return text

    translated(story, say)
    kept = {(one.msgctxt or "", one.msgid): one for one in old}
    gone = {key: one for key, one in kept.items() if key not in wanted and one.msgstr}
    lines = {path.relative_to(folder).as_posix(): path.read_text("utf-8", "replace").split("\n")
             for path in sorted(folder.rglob("*.yaml"))}  # fmt: skip
    for key, entry in wanted.items():
        entry.occurrences = [_place(story, lines, *key)]
        if before := kept.get(key) or gone.pop(_before(gone, *key), None):
            entry.msgstr, entry.flags, entry.tcomment = before.msgstr, before.flags, before.tcomment
            entry.previous_msgid = before.previous_msgid
            if before.msgid != entry.msgid:
                entry.flags, entry.previous_msgid = ["fuzzy"], before.msgid
        new.append(entry)
    for one in gone.values():
        one.obsolete = True
        new.append(one)
    path = _path(folder, tongue)
    path.parent.mkdir(exist_ok=True)
    new.save(str(path))
    return f"{path}: {len(new.translated_entries())} of {len(wanted)} texts are translated, {len(new.fuzzy_entries())} are to be looked at again."


def _before(gone: dict[Key, polib.POEntry], where: str, text: str) -> Key:
    """Where the same text stood before, or what it was like at its place; nowhere, if neither is known."""
    near = get_close_matches(text, [words for place, words in gone if place == where], 1)
    return next((key for key in gone if key[1] == text), (where, near[0] if near else ""))


def _place(story: Story, lines: dict[str, list[str]], where: str, text: str) -> tuple[str, str]:
    """File and line of a text; of one in a scene at least the scene's."""
    scene = story.scenes.get(where)
    begins = text.split("\n")[0][:20].rstrip()
    found = ((file, number) for file, all_ in lines.items() for number, line in enumerate(all_, 1) if begins in line
             and (scene is None or (file == scene.place.file and number >= scene.place.line)))  # fmt: skip
    file, number = next(found, (scene.place.file, scene.place.line) if scene else ("story.yaml", 1))
    return file, str(number)
