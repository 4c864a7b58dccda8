"""From the start of the process to the settled title page, beside a bare pygame window with one line of text.

Run on a desktop (or a virtual one): python benchmarks/start.py [RUNS]. Prints medians in milliseconds and ratios: to the
window as pygame opens it, for which the goal is 2, and to one that takes our way to the screen (see loop.py). Programs
are compiled before they are measured, as they are on a player's disk.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BARE = """\
import pygame
pygame.display.init(); pygame.font.init()
window = pygame.Window("bare", (1280, 720))
surface = window.get_surface()
surface.fill((0, 0, 0))
surface.blit(pygame.font.Font(None, 40).render("One line of text", True, (255, 255, 255)), (40, 40))
window.flip()
print("shown", flush=True)
"""
OURS = """\
import sys
sys.path.insert(0, sys.argv[1])
import game.faces.window.loop as loop
turn = loop.Window.turn
def first(window):
    turn(window)
    print("shown", flush=True)
    return False
loop.Window.turn = first
sys.argv = ["main.py", "--home", sys.argv[2]]
import main
main.start()
"""


def shown(code: str, *words: str, **environment: str) -> float:
    """Milliseconds until the process says that its window can be seen."""
    given = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    began = time.perf_counter()
    with subprocess.Popen([sys.executable, "-c", code, *words], stdout=subprocess.PIPE, encoding="utf-8",
                          env=given | environment) as child:  # fmt: skip
        assert child.stdout is not None
        while (line := child.stdout.readline()) and "shown" not in line:
            pass
        took = (time.perf_counter() - began) * 1000
    assert line, "no window was shown"
    return took


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    took: list[tuple[float, float, float]] = []
    with tempfile.TemporaryDirectory() as home, tempfile.TemporaryDirectory() as compiled:
        for number in range(runs + 1):
            turn = (
                shown(BARE, PYTHONPYCACHEPREFIX=compiled),
                shown(BARE, PYTHONPYCACHEPREFIX=compiled, SDL_FRAMEBUFFER_ACCELERATION="0"),
                shown(OURS, str(ROOT), home, PYTHONPYCACHEPREFIX=compiled),
            )
            if number:  # the first warms the disk, and compiles
                took.append(turn)
    bare, fast, ours = (statistics.median(times) for times in zip(*took, strict=True))
    print(f"title page {ours:.0f} ms, bare window {bare:.0f} ms, ratio {ours / bare:.2f} (goal 2), {runs} rounds")
    print(f"bare window by our way to the screen {fast:.0f} ms, ratio {ours / fast:.2f}")


if __name__ == "__main__":
    main()
