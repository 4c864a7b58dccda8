"""The window. It prints pages and sends messages back; it knows no story and no journal."""

from game.faces.window.loop import NoDisplay, draw, run

__all__ = ["NoDisplay", "draw", "run"]
