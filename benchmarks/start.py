"""From the start of the process to the settled title page, beside a bare pygame window with one line of text.

Run on a desktop (or a virtual one): python benchmarks/start.py [RUNS]. Prints medians in milliseconds and their ratio; the goal is 2.
"""

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
from game.cli import main
main(sys.argv[1:])
"""


def shown(code: str, *words: str) -> float:
    """Milliseconds until the process says that its window can be seen."""
    began = time.perf_counter()
    with subprocess.Popen([sys.executable, "-c", code, *words], stdout=subprocess.PIPE, encoding="utf-8") as child:
        assert child.stdout is not None
        while (line := child.stdout.readline()) and "shown" not in line:
            pass
        took = (time.perf_counter() - began) * 1000
    assert line, "no window was shown"
    return took


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    bare, ours = [], []
    with tempfile.TemporaryDirectory() as home:
        for number in range(runs + 1):
            pair = shown(BARE), shown(OURS, str(ROOT), home)
            if number:  # the first warms the disk
                bare.append(pair[0])
                ours.append(pair[1])
    least, most = statistics.median(bare), statistics.median(ours)
    print(f"bare window {least:.0f} ms, title page {most:.0f} ms, ratio {most / least:.2f} (goal 2), {runs} pairs")


if __name__ == "__main__":
    main()
