"""What is heard while a page is shown: one sound, softly, over and over. Silent where there is nothing to hear it with."""

import contextlib
from dataclasses import dataclass
from pathlib import Path

import pygame

from game.faces.window import assets

SOFTLY, RISE = 0.5, 800  # of full volume; milliseconds


@dataclass(slots=True)
class Sound:
    """`name` is the sound that goes on, if any."""

    folders: tuple[Path, ...]
    name: str = ""

    def play(self, name: str) -> None:
        """From now on this one; none, if there is no such file. The mixer takes time to open, so the first sound opens it."""
        if name == self.name:
            return
        self.name = name
        file = assets.sound(name, self.folders)
        with contextlib.suppress(pygame.error):  # no device, or a file that holds no sound
            if file is None:
                pygame.mixer.quit()  # an open device keeps the processor awake
                return
            if not pygame.mixer.get_init():
                pygame.mixer.init()
            pygame.mixer.music.stop()
            pygame.mixer.music.load(file)
            pygame.mixer.music.set_volume(SOFTLY)
            pygame.mixer.music.play(-1, fade_ms=RISE)

    def pause(self, away: bool) -> None:
        """Nobody listens while the player is at another window."""
        if pygame.mixer.get_init():
            (pygame.mixer.music.pause if away else pygame.mixer.music.unpause)()
