"""A story's folder -> a Story, or what is wrong with it. All files are read before anything is said.

The only module of lang that opens files; nothing outside the folder is opened.
"""

import gc
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from os.path import realpath
from pathlib import Path
from typing import Any, TypeVar

from game.core.problem import Place, Problem, Severity
from game.core.story import Meter, Story
from game.lang import declared, sense
from game.lang.cases import values
from game.lang.joins import joined
from game.lang.names import KINDS, Names, gathered, hyphened, outermost, stem
from game.lang.plays import Play, known, play
from game.lang.script import scenes
from game.lang.shape import PLAY, TABLE
from game.lang.sheet import Keys, Lost, Sheet, Values, opened
from game.lang.slips import cause
from game.lang.source import LARGEST, Broken, File, Map, Node, Scalar, nodes, text_of
from game.lang.texts import owners

T = TypeVar("T")
MAIN = "story.yaml"
OUTERMOST = frozenset(name for place in ("story", "file", "chapter") for name in TABLE[place])
MEANT = re.compile(r"\.ya?ml(\.txt)?$", re.IGNORECASE)
BESIDE = re.compile(r"[^~].*\.(txt|docx?|odt|rtf|pages)$", re.IGNORECASE)  # after ~, another program's own
CASCADES = frozenset(["unknown-scene", "unknown-choice", "unknown-name", "unknown-person", "unknown-entry", "unknown-source", "unknown-picture", "unknown-sound", "unreachable-scene", "unused"])  # fmt: skip  # what an unread file may have mended


@dataclass(frozen=True, slots=True)
class Reading:
    """What became of a folder. `story` is None while an error stands in it; one in a play beside it spoils that play alone."""

    story: Story | None
    problems: tuple[Problem, ...]
    plays: tuple[Play, ...] = ()
    unread: tuple[str, ...] = ()  # files of which nothing, or nothing further down, could be read yet
    lines: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # of each file, as its author wrote them

    @property
    def unspoken(self) -> tuple[str, ...]:
        """Why the original is played although a translation was asked for, if it is."""
        return tuple(one.message for one in self.problems if one.code == "translation-unreadable")

    @property
    def fit(self) -> bool:
        return self.story is not None and not any(one.severity == "error" for one in self.problems)


def read(folder: Path, tongue: str = "") -> Reading:
    """Read every file of a story, and tell it in another tongue. Never raises on what they hold."""
    collects = gc.isenabled()
    gc.disable()  # nothing read here is garbage before the end, and looking for some takes as long as the reading
    try:
        found = _read(folder)
    finally:
        if collects:
            gc.enable()
    if not tongue or found.story is None:
        return found
    from game.lang.translation import spoken

    story, told = spoken(found.story, folder, tongue)
    return replace(found, story=story, problems=(*found.problems, *told))


def _read(folder: Path) -> Reading:
    files, told = _loaded(folder)
    if not any(file.name == MAIN for file in files) and not any(one.place.file.lower()[:6] == "story." for one in told):
        return Reading(None, (*told, _at_start(MAIN, "no-story")))
    unread = tuple(one.place.file for one in told if one.severity == "error")
    files = [_headed(file, told) for file in files]
    own = [file for file in files if not file.name.endswith(PLAY)]
    nameless = bool(unread) or any(_nameless(file) for file in own)
    names, twice = gathered(own)
    told += twice
    used: set[tuple[str, str]] = set()
    meters: dict[str, Meter] = {}
    lost: Lost = []
    values: Values = {}
    desk = {file.name: Sheet(file, names, meters, told, used, lost, values) for file in files}
    story = _story([desk[file.name] for file in own], names, meters)
    choices = known(None if any(one.severity == "error" for one in told) else story)
    plays = [one for file in files if file.name.endswith(PLAY) and (one := play(desk[file.name], choices)) is not None]
    sense.orphans(names, used, told, lost)
    if story is not None and not any(one.severity == "error" for one in told):
        sense.unused(names, used, desk)
        sense.valued(names, values, desk)
        sense.between(story, names, desk)
    if nameless:
        told = [one for one in told if one.code not in CASCADES]
    ordered = tuple(sorted(dict.fromkeys(told), key=lambda one: (one.place.file, one.place.line, one.place.column)))
    fit = not any(one.severity == "error" and not one.place.file.endswith(PLAY) for one in ordered)
    lines = {file.name: file.lines for file in files}
    return Reading(story if fit else None, ordered, tuple(plays), unread, lines)


# -- files -------------------------------------------------------------------------------------------------------------


def _loaded(folder: Path) -> tuple[list[File], list[Problem]]:
    """The files that load, and the one cause of each that does not."""
    found = [_opened(path, path.relative_to(folder).as_posix(), folder) for path in _paths(folder)]
    return [one for one in found if isinstance(one, File)], [one for one in found if isinstance(one, Problem)]


def _nameless(file: File) -> bool:
    """Are there names that a file would declare if it could be read; what asks for them elsewhere is then no mistake."""
    if file.root is None:
        return False
    held = dict(outermost(file))
    return not held or ("chapter" in held and not held.keys() & {"scenes", "joins"}) or any(
        isinstance(node, Scalar) for key, node in held.items() if key == "scenes" or key in KINDS)  # fmt: skip


def _headed(file: File, told: list[Problem]) -> File:
    """The file, with the word above its scenes or its joins put where it was forgotten, and told to be missing."""
    root = file.root
    for word in ("scenes", "joins"):
        if not isinstance(root, Map) or any(key.text == word for key, _ in root.entries):
            continue
        sunk = (node for key, node in root.entries if isinstance(node, Map) and key.text in (*KINDS, "joins"))
        bare = [one for block in (root, *sunk) for one in block.entries if _played(*one) == word]
        names = [key for key, _ in bare]
        if names:
            told.append(file.problem("missing-key: above all", file.at(names[0]), name=names[0].text, word=word))
            block = replace(names[0], text=word), replace(root, entries=tuple(bare))
            root = replace(root, entries=(*_without(root, names).entries, block))
    return replace(file, root=root)


def _played(name: Scalar, node: Node) -> str:
    """Is what stands under a name a scene, or something that is added to one: the word that should stand above it."""
    scene = isinstance(node, Map) and any(key.text == "script" for key, _ in node.entries)
    return "" if not scene else "joins" if "/" in name.text else "scenes"


def _without(block: Map, names: list[Scalar]) -> Map:
    held = ((key, node) for key, node in block.entries if key not in names)
    return replace(
        block, entries=tuple((key, _without(node, names) if isinstance(node, Map) else node) for key, node in held)
    )


def _paths(folder: Path) -> list[Path]:
    meant = (
        one for one in folder.rglob("*") if MEANT.search(one.name) or BESIDE.match(one.name) and not one.is_symlink()
    )
    inside = (path for path in meant if path.is_file() or not path.exists())  # links to nothing
    return sorted(path for path in inside if not any(part.startswith(".") for part in path.relative_to(folder).parts))


def _opened(path: Path, name: str, folder: Path) -> File | Problem | None:
    stem = re.sub(r"(\.ya?ml)?\.\w+$", "", name, flags=re.IGNORECASE)
    better = "/".join(map(hyphened, stem.split("/"))) + ".yaml"
    better = MAIN if better.lower() == MAIN else better
    if not MEANT.search(name):
        return _beside(path, name, better)
    if not name.endswith(PLAY) and name != better:
        return _at_start(name, "file-name", better=better)
    if not Path(realpath(path)).is_relative_to(realpath(folder)):
        return _at_start(name, "outside")
    try:
        with path.open("rb") as stream:
            raw = stream.read(LARGEST + 1)
    except OSError as fault:
        return _at_start(name, "cannot-open", why=fault.strerror)
    text = text_of(raw, name)
    if isinstance(text, Problem):
        return text
    root = nodes(text)
    return cause(name, text, root) if isinstance(root, Broken) else File(name, tuple(text.split("\n")), root)


def _at_start(name: str, told: str, severity: Severity = "error", **values: Any) -> Problem:
    """What is wrong with a file of which no line is read."""
    return File(name, (), None).problem(told, Place(name, 1, 1, 1, 2), severity=severity, **values)


def _beside(path: Path, name: str, better: str) -> Problem | None:
    """A file that is not read and may have been meant to be: one of a word processor, or a text that begins as a story's do."""
    text = path.suffix.lower() == ".txt"
    if text and _begins(path) not in OUTERMOST:
        return None
    return _at_start(name, "file-name: not read", "warning" if text else "note", better=better)


def _begins(path: Path) -> str:
    """The first word of a text, notes aside."""
    with suppress(OSError), path.open(encoding="utf-8", errors="replace") as stream:
        lines = (line for line in stream.read(2000).splitlines() if line.strip() and line[0] != "#")
        return next(lines, "").partition(":")[0]
    return ""


# -- the story ---------------------------------------------------------------------------------------------------------


def _story(sheets: list[Sheet], names: Names, meters: dict[str, Meter]) -> Story | None:
    """Read every sheet to its end; a Story if there is enough for one, which may still be unfit."""
    tops = [(sheet, _top(sheet)) for sheet in sheets]
    whose = {sheet.file.name: owners(sheet, top) for sheet, top in tops}
    for sheet, top in tops:
        declared.meters(sheet, top)
        declared.facts(sheet, top)

    def merged(of: Callable[[Sheet, Keys], Mapping[str, T]]) -> dict[str, T]:
        return {name: one for sheet, top in tops for name, one in of(sheet, top).items()}

    entries, sources, record = merged(declared.codex), merged(declared.sources), merged(declared.record)
    pictures, sounds = (merged(partial(declared.described, kind=kind)) for kind in ("pictures", "sounds"))
    found = {one.name: one for sheet, top in tops for one in scenes(sheet, top, whose[sheet.file.name])}
    versions = {sheet.file.name: declared.version(sheet, top) for sheet, top in tops}
    main, top = next((one for one in tops if one[0].file.name == MAIN), (None, {}))
    if main is None:
        return None
    roles = declared.roles(main, top)
    own = {"title": "", "language": "en", **values(main, top, "story", "title", "language")}
    if not roles or not found:
        return None
    branches, written = dict[str, tuple[str, str]](), dict(found)
    for sheet, top in tops:
        if "joins" in top:
            joined(found, sheet, top, whose[sheet.file.name], written)
            own_ = values(sheet, top, "chapter", "chapter", "by")
            branches[stem(sheet.file)] = own_.get("chapter", ""), own_.get("by", "")
    begun = {meter.slot: meter.start for meter in meters.values()}
    start = tuple(begun.get(slot, 0) for slot in range(len(names.slots)))
    facts = {name: values for name, values in names.facts.items() if name != "role"}
    renamed = {old: one.name for one in found.values() for old in one.was}
    renamed |= {old: role.person for role in roles.values() for old in role.was if old not in roles}
    return Story(own["title"], own["language"], versions[MAIN], roles, dict(meters), facts, entries, sources, record, pictures, sounds, found,
                 branches, renamed, names.slots, start)  # fmt: skip


def _top(sheet: Sheet) -> Keys:
    """A file's outermost keys. A file without any is one that its author has only begun."""
    root = sheet.file.root
    if root is None:
        weight: Severity = "error" if sheet.file.name == MAIN else "warning"
        sheet.tell("empty-file", sheet.file.stretch(0, 0, 1), severity=weight)
        return {}
    if not isinstance(root, Map):
        sheet.tell("wrong-kind: file", root)
        return {}
    if sheet.file.name == MAIN:
        return opened(sheet, root, "file", "story")
    chapter = {key for key, _ in outermost(sheet.file)} & TABLE["chapter"].keys()
    return opened(sheet, root, "file", "chapter") if chapter else opened(sheet, root, "file")
