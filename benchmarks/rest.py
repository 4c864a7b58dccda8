"""What the window costs while a page lies still: processor time in ten seconds, and frames drawn. Goals: 0.1 s, none.

Run on a desktop (or a virtual one): python benchmarks/rest.py
"""

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pygame

from game.app.message import NewGame
from game.faces.window.loop import TURNS, Window
from game.shell import Shell
from game.store import Store

STORY = Path(__file__).resolve().parent.parent / "story" / "collective-leadership"


def rested(turn: Callable[[], bool], seconds: float) -> float:
    """Processor seconds that the loop takes in so many seconds."""
    clock, end, spent = pygame.time.Clock(), time.monotonic() + seconds, time.process_time()
    while time.monotonic() < end:
        turn()
        clock.tick(TURNS)
    return time.process_time() - spent


def main() -> None:
    with tempfile.TemporaryDirectory() as home:
        shell = Shell(STORY, Store(Path(home)), "benchmark")
        window = Window(shell.page(), shell.send, shell.fault)
        for name in ("title", "scene"):
            rested(window.turn, 1)
            drawn = window.drawn
            spent = rested(window.turn, 10)
            print(
                f"{name}: {spent:.3f} s of processor time and {window.drawn - drawn} frames in 10 s (goals 0.1 s, none)"
            )
            page = shell.send(NewGame("khrushchev"))
            assert page is not None
            window._lay(page, window.desk)  # noqa: SLF001  # as if the button had been pressed


if __name__ == "__main__":
    main()
