"""The people and terms that a player has met: who a person is, how they last voted, and what the player did to them."""

from collections.abc import Iterator
from itertools import islice

from game.app.message import Close
from game.app.model import Game, leaves
from game.app.page import Block, Heading, Page, Prose, note, said
from game.app.pages.play import choice_words, menu, took
from game.core.play import Card, Count, Line, Shown
from game.core.story import Entry, Hand, Story
from game.core.text import Paragraph, Run, links, plain

VOTED: dict[Hand, str] = {"for": "Voted for", "against": "Voted against", "abstains": "Abstained"}


def people_page(story: Story, game: Game, below: Page) -> Page:
    """Those met last stand first. What one person thinks of the player stays hidden: deeds are told, no numbers."""
    shown = list(_shown(game))
    met = dict.fromkeys(reversed([name for one in shown for name in _names(story, one)]))
    people = [story.entries[name] for name in met if story.entries[name].person and name != game.turn.state.role]
    terms = [story.entries[name] for name in met if not story.entries[name].person]
    told = [block for entry in people for block in _person(story, game, entry, shown)]
    if terms:
        runs = [
            run
            for entry in sorted(terms, key=lambda one: one.name)
            for run in (Run(", "), Run(entry.name, entry=entry.id))
        ]
        told += [Heading("Terms", "label"), Prose((Paragraph(tuple(runs[1:])),))]
    told = told or [note("You have met nobody yet.")]
    return Page(
        "people",
        (Heading("People and terms"), *told, *menu(("Close", Close()))),
        Close(),
        below=below,
        sound=below.sound,
    )


def _shown(game: Game) -> Iterator[Shown]:
    """All that was shown in a game so far."""
    for turn in game.turns[:-1]:
        yield from turn.shown
    for leaf in leaves(game.turn)[: game.leaf + 1]:
        yield from leaf if isinstance(leaf, tuple) else (leaf,)


def _names(story: Story, shown: Shown) -> Iterator[str]:
    """The entries of whom something is shown: who speaks or votes, and what is linked."""
    found = [shown.heading.speaker.partition(" ")[0]]
    match shown:
        case Line(text):
            found += [name for name, _ in links(text)]
        case Count(hands=hands):
            found += [name for person, raised in hands for name in (person, *(link for link, _ in links(raised.words)))]
        case Card(statements=statements):
            found += [name for one in statements for name, _ in links(one.words)]
    return (name for name in found if name in story.entries)


def _person(story: Story, game: Game, entry: Entry, shown: list[Shown]) -> Iterator[Block]:
    yield Prose((Paragraph((Run(entry.name, entry=entry.id), Run(f". {plain(entry.kind)}." if entry.kind else "."))),))
    voted = ((one, raised.hand) for one in reversed(shown) if isinstance(one, Count)
             for person, raised in one.hands if person == entry.id)  # fmt: skip
    lines = [f"{VOTED[hand]}, {story.shown(one.heading.date).partition(',')[0]}: {plain(one.motion)}"
             for one, hand in islice(voted, 1)]  # fmt: skip
    lines += [f"You: {said(choice_words(choice))}" for _, choice in took(story, game)
              if any(effect.name == entry.id for effect in choice.then)]  # fmt: skip
    if lines:
        yield Prose(tuple(Paragraph((Run(line),)) for line in lines), "note")
