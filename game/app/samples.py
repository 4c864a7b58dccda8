"""One page of every kind, out of a story: what `screens` draws and the tests look at. Found by playing, not by name."""

from collections.abc import Iterator
from dataclasses import replace

from game.app.message import Open, Show
from game.app.model import Game, Model
from game.app.page import Page, Prose
from game.app.pages import front
from game.app.tell import pages, played
from game.app.view import page
from game.core.journal import chosen
from game.core.play import State, step
from game.core.problem import Fix, Place, Problem
from game.core.story import Story

ENOUGH = 500  # states; a story that shows a kind of page shows it before
SAMPLE_PROBLEM = Problem("unknown-scene", "error", Place("khrushchev/june-1953.yaml", 24, 13, 24, 22), 'There is no scene called '
                         '"marshalls" in this file. The nearest is "marshals" (line 41).', "        to: marshalls",
                         Fix("to: marshals"))  # fmt: skip


def samples(story: Story, version: str, text: int = 100) -> dict[str, Page]:
    """Pages by the name that `screens` gives their picture. A kind that the story never shows is left out."""
    role = next(iter(story.roles))
    first = played(story, role, ())
    model = Model(story, "", version, last=first.journal)
    found = {"title": page(model), "trouble": front.trouble_page((SAMPLE_PROBLEM,))}
    found |= {name: page(replace(model, over=(Show(name),))) for name in ("roles", "help", "keys", "credits")}
    for game in _games(story, role):
        for name, one in _named(story, game):
            if name not in found:
                found[name], latest = one, game
    model = replace(model, game=latest)
    found["menu"] = front.menu_page(model, found["scene"])
    found["people"] = page(replace(model, over=(Show("people"),)))
    if entry := next((run.entry for one in found.values() for run in one.runs() if run.entry), None):
        found["codex"] = page(replace(model, over=(Open(entry),)))
    found["fault"] = front.fault_page("A report for whoever mends it.", "log.txt", True)
    return {name: replace(one, text=text) for name, one in found.items()}


def _named(story: Story, game: Game) -> Iterator[tuple[str, Page]]:
    for one in pages(story, game):
        shut = any(button.shut for button in one.buttons())
        spoken = any(isinstance(block, Prose) and block.style == "reply" for block in one.blocks)
        if one.kind != "scene" or shut or spoken:  # a page with a reply shows more of what a scene can hold
            yield ("scene-locked" if shut else one.kind), one


def _games(story: Story, role: str) -> Iterator[Game]:
    """Games, each state once: every road is followed to its end before the next is taken."""
    ahead = [played(story, role, ())]
    met: set[State] = set()
    while ahead and len(met) < ENOUGH:
        game = ahead.pop()
        yield game
        for option in reversed(game.turn.options):
            if option.open and (turn := step(story, game.turn, option.choice.id)).state not in met:
                met.add(turn.state)
                entries = (*game.journal.entries, chosen(game.turn, option.choice.id))
                ahead.append(Game(replace(game.journal, entries=entries), (*game.turns, turn)))
