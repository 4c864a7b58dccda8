"""The pages round a game: title, role, menu, how to play, keys, credits, trouble, fault."""

from collections.abc import Iterator
from typing import Literal

from game.app.message import Close, Continue, Copy, Forward, NewGame, Quit, Reread, Show, Title
from game.app.model import Model
from game.app.page import Block, Button, Field, Heading, Meter, Page, Picture, Prose, Row, note, under, words
from game.app.pages.play import menu, shows
from game.core.journal import Journal, replay
from game.core.problem import Problem, underlined
from game.core.story import Role, Story
from game.core.text import Paragraph, paragraphs, plain

RULES = (
    "You read and you choose. Nothing is left to chance, and no clock runs.\n\n"
    "The meters show what you can count on. What one man thinks of you is never shown.\n\n"
    "Underlined words open the codex. After each event a card says what happened and how we know.\n\n"
    "Every choice is kept at once. Close the window when you like; Backspace takes the last choice back."
)
KEYS = (
    ("1–9", "press the button with that number"), ("Enter, Space", "press what is in focus"), ("Arrows, Tab", "move the focus"),
    ("PgUp, PgDn, wheel", "turn the page of a long text"),
    ("C", "the people and terms you have met"),
    ("G", "next underlined word; Enter opens it"),
    ("Backspace", "take the last choice back; with Shift, make it again"),
    ("Esc", "menu, or close what lies on top"),
    ("Ctrl + − 0", "larger text, smaller text, as it was"),
    ("F1, ?", "these keys"), ("F11", "full screen"),
)  # fmt: skip
CREDITS = """
Story and drawings: the authors of Collective Leadership, under Creative Commons BY 4.0. Program: MIT license.

The facts follow *Russia: A Country Study*, edited by Glenn E. Curtis for the Library of Congress, and the works that
each card names. Dialogue and private thoughts are imagined, and so is whatever no card vouches for.

Type: PT Serif, PT Sans, PT Sans Narrow and PT Mono by ParaType (ParaType Free Font License); Sofia Sans Extra Condensed
by Lettersoup (SIL Open Font License); Special Elite by Astigmatic (Apache License 2.0).

Built on Python, pygame-ce and SDL (LGPL 2.1 and zlib licenses), PyYAML, platformdirs and polib (MIT licenses).
"""


def title_page(model: Model, story: Story) -> Page:
    """Continue first, if there is a game to go on with."""
    blocks: list[Block] = [
        Picture("poster", "A red poster: the huge shadow of Stalin's profile lies over the rays of a sun."),
        Picture(
            "row", "Six of the leaders in a row, and between them a hole in the shape of a man in a hat.", "figure"
        ),
        Heading(story.title),
        Heading("Коллективное руководство", "subtitle"),
        Heading("Moscow, 1953–1961", "subtitle"),
    ]
    kept = (("Continue", Continue()),) if model.last else ()
    entries = ("New game", Show("roles")), ("How to play", Show("help")), ("Keys", Show("keys"))
    blocks += menu(*kept, *entries, ("Credits", Show("credits")), ("Quit", Quit()))
    where = f"Continue: {_whereabouts(story, model.last)}" if model.last else ""
    blocks += [note(said) for said in (model.notice, where) if said]
    return Page("title", tuple(blocks))  # one Esc too many closes no game: Quit does


def _whereabouts(story: Story, journal: Journal) -> str:
    turn = replay(story, journal).turns[-1]
    scene = story.scenes[turn.state.scene]
    return f"{scene.chapter}, {story.shown(turn.heading.date)}. {story.entries[turn.state.role].name}"


def roles_page(story: Story, notice: str = "") -> Page:
    """A dossier for each role: who it is, what they want, the rules, what to be ready for."""
    blocks: list[Block] = [
        Picture("back-archive", "Shelves of files under a green lamp."),
        Heading("Whose chair?"),
        Heading("The people in this story lived. What they say here is imagined.", "subtitle"),
        *([note(notice)] if notice else []),
    ]
    each = 2 if story.spares else 1
    for place, role in enumerate(story.roles.values()):
        blocks += _role(story, role, 1 + each * place)
    blocks.append(Button(words("Back"), Close(), 1 + each * len(story.roles), style="second"))
    return Page("roles", tuple(blocks), Close())


def _role(story: Story, role: Role, number: int) -> Iterator[Block]:
    person = story.entries[role.person]
    face = person.picture or ""
    yield Picture(face, story.pictures.get(face, ""), "figure", person.name, person.kind)
    yield Heading(person.name, "subtitle")
    yield Prose(paragraphs(role.about))
    yield from under("Goal", role.goal)
    yield from under("How it is played", RULES, "note")
    yield from under("Be ready for", role.warning, "note")
    if story.spares:
        yield note("Gently: the hardest scenes are told in few words. What happens, and what you decide, is the same.")
    for meter in story.meters.values():
        if shows(meter, role.person, role.start):
            yield Meter(meter.name, meter.title, meter.start, meter.low, meter.high, plain(meter.about))
    about_time = f" · about {role.minutes} minutes" if role.minutes else ""
    yield Heading(f"{role.approach.capitalize()}{about_time}", "slug")
    yield Button(words("Take the chair"), NewGame(role.person), number, style="main")
    if story.spares:
        yield Button(words("Gently"), NewGame(role.person, True), number + 1, style="second")


def menu_page(model: Model, below: Page) -> Page:
    back = model.game and model.game.journal.ahead()
    again = (("Make the choice again that you took back", Forward()),) if back else ()
    met = (("People and terms", Show("people")),) if model.game else ()
    entries = *met, ("How to play", Show("help")), ("Keys", Show("keys")), ("Title page", Title()), ("Quit", Quit())
    text = note("Your game is kept, choice by choice. Nothing is lost if you close the window.")
    return Page("menu", (Heading("Menu"), *menu(("Resume", Close()), *again, *entries), text), Close(), below=below)


def text_page(kind: Literal["help", "keys", "credits"], story: Story) -> Page:
    """What is only to be read. The credits name every work that a card names, in full."""
    branches = "\n\n".join(f"{title}, by {by}." if by else f"{title}." for title, by in story.branches.values())
    works = "\n\n".join(citation.strip() for citation in story.sources.values())
    cited = (*under("Branches", branches), *under("Works that the cards name", works))
    told: dict[str, tuple[Block, ...]] = {
        "help": (Heading("How to play"), Prose(paragraphs(RULES))),
        "keys": (Heading("Keys"), *(Row(key, words(does)) for key, does in KEYS)),
        "credits": (Heading("Credits"), Prose(paragraphs(CREDITS)), *cited),
    }
    return Page(kind, (*told[kind], *menu(("Back", Close()))), Close())


def trouble_page(problems: tuple[Problem, ...]) -> Page:
    """The errors that keep a story from being played: where, the author's line, what is wrong, what to write."""
    errors = [problem for problem in problems if problem.severity == "error"]
    count = "One thing keeps" if len(errors) == 1 else f"{len(errors)} things keep"
    head = (Heading("This story cannot be played yet"), note(f"{count} it from opening."))
    told = (block for problem in errors for block in _problem(problem))
    return Page("trouble", (*head, *told, *menu(("Read the story again", Reread()), ("Quit", Quit()))), Quit())


def _problem(problem: Problem) -> Iterator[Block]:
    at = problem.place
    yield Heading(f"{at.file}, line {at.line}", "label")
    yield Prose(tuple(Paragraph(words(line)) for line in underlined(problem)), "code")
    yield note(problem.message)
    if problem.fix:
        yield note(f"Write: {problem.fix.say}")


def fault_page(report: str, log: str, kept: bool, copied: bool = False) -> Page:
    """Something unforeseen: last words, and a report to copy."""
    game = "Your game is kept up to your last choice." if kept else "No game was under way."
    blocks = (
        Heading("Something went wrong"),
        note(f"This is our mistake, and none of yours. {game}"),
        note(f"The same report stands at the end of {log}. Please send it to whoever gave you the game."),
        Field(report),
        Button(words("Copied" if copied else "Copy the report"), Copy(report), 1, style="second"),
        Button(words("Quit"), Quit(), 2, style="main"),
    )
    return Page("fault", blocks, Quit())
