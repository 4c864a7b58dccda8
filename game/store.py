"""Games, settings and log on disk. The only module that writes files for a player; knows no story and no page."""

import contextlib
import json
import os
import platform
import time
import traceback
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_data_path

from game.core import journal
from game.core.journal import Entry, Journal, Start

HOME = "COLLECTIVE_LEADERSHIP_HOME"
ENDING = ".journal"


def home(asked: str | None) -> Path:
    """The folder of games, settings and log: the one asked for, the one the environment names, or the user's own."""
    named = asked or os.environ.get(HOME)
    return Path(named).expanduser().absolute() if named else user_data_path("collective-leadership", appauthor=False)


@dataclass(frozen=True, slots=True)
class Found:
    """The game of a story that was played last, and a sentence for each file that could not be read."""

    path: Path | None = None
    journal: Journal | None = None
    set_aside: tuple[str, ...] = ()


@dataclass(slots=True)
class Store:
    """A home folder. `path` is the file that the game under way grows in."""

    folder: Path
    path: Path | None = None

    @property
    def games(self) -> Path:
        return self.folder / "games"

    @property
    def settings(self) -> Path:
        return self.folder / "settings.json"

    @property
    def log(self) -> Path:
        return self.folder / "log.txt"

    def last(self, story: str) -> Found:
        """The newest game of a story. A file that cannot be read is renamed, kept, and told of."""
        aside: list[str] = []
        for path in sorted(self.games.glob(f"*{ENDING}"), key=_age, reverse=True):
            try:
                found = journal.read(path.read_text(encoding="utf-8"))
            except (ValueError, OSError) as fault:
                aside.append(_set_aside(path, fault))
                continue
            if found.start.story == story:
                return Found(path, found, tuple(aside))
        return Found(set_aside=tuple(aside))

    def begin(self, start: Start) -> None:
        """A new file, with its first line on disk."""
        self.games.mkdir(parents=True, exist_ok=True)
        stamp = time.strftime("%Y-%m-%d %H.%M.%S")
        for number in range(1, 1000):
            path = self.games / f"{stamp}{f' {number}' if number > 1 else ''}{ENDING}"
            with contextlib.suppress(FileExistsError):
                path.touch(exist_ok=False)
                break
        self.path = path
        self._add(journal.written(start))
        _flush_folder(self.games)

    def record(self, entry: Entry) -> None:
        """One more line, flushed to disk before this returns."""
        self._add(journal.written(entry))

    def _add(self, line: str) -> None:
        assert self.path is not None, "a game begins before it grows"
        with self.path.open("r+b") as file:
            file.truncate(file.read().rfind(b"\n") + 1)  # what a crash cut short is written over
            file.seek(0, os.SEEK_END)
            file.write(line.encode("utf-8") + b"\n")
            file.flush()
            os.fsync(file.fileno())

    def remembered(self) -> dict[str, object]:
        """The settings; none if their file is missing or spoiled."""
        try:
            kept = json.loads(self.settings.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return kept if isinstance(kept, dict) else {}

    def remember(self, **settings: object) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        fresh = self.settings.with_suffix(".new")
        fresh.write_text(json.dumps({**self.remembered(), **settings}), encoding="utf-8")
        fresh.replace(self.settings)

    def report(self, text: str) -> None:
        """Add to the log; a log that cannot be written must not be the next fault."""
        with contextlib.suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            with self.log.open("a", encoding="utf-8") as file:
                file.write(f"{time.strftime('%Y-%m-%d %H:%M:%S')}\n{text}\n")


def _age(path: Path) -> tuple[int, str]:
    try:
        return path.stat().st_mtime_ns, path.name
    except OSError:
        return 0, path.name


def _set_aside(path: Path, fault: Exception) -> str:
    kept = path.with_name(f"{path.name}.damaged")
    with contextlib.suppress(OSError):
        path.rename(kept)
    reason = "it cannot be opened" if isinstance(fault, OSError) else "its text is damaged"
    return f"A kept game was set aside, since {reason}: {kept.name}. Nothing in it was changed."


def _flush_folder(folder: Path) -> None:
    """A new name is only safe once its folder is on disk; Windows cannot and need not."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def told(fault: BaseException, version: str) -> str:
    """A report of what was unforeseen, for whoever mends it."""
    lines = "".join(traceback.format_exception(fault)).rstrip()
    return f"Collective Leadership {version}, Python {platform.python_version()}, {platform.platform()}\n{lines}"
