"""The page that a list of choices leads to, as plain data: what scripts, checks and teachers' tools read."""

from dataclasses import replace

from game.app.model import Game, ending_card, leaves
from game.app.page import Page, said
from game.app.pages.play import choice_words, ending_page_card, fates, game_page, questions, shows, shut_by
from game.core.journal import Journal, Start, chosen
from game.core.play import Card, Closed, Count, Line, Option, Shown, Turn, begin, step
from game.core.story import Story
from game.core.text import plain


class NoSuchChoice(Closed):
    """A bad entry of a list of choices; `at` is its place from 1."""

    def __init__(self, message: str, at: int) -> None:
        super().__init__(message)
        self.at = at


def played(story: Story, role: str, choices: tuple[str, ...]) -> Game:
    """The game that the choices lead to, each named by its number on the page or its id. Raises NoSuchChoice."""
    turns = [begin(story, role)]
    entries = []
    for at, wanted in enumerate(choices, start=1):
        try:
            entries.append(chosen(turns[-1], wanted))
            turns.append(step(story, turns[-1], wanted))
        except Closed as fault:
            raise NoSuchChoice(f"{fault}, at entry {at} of the choices{_offered(turns[-1])}", at) from None
    return Game(Journal(Start("", role, story.format, ""), tuple(entries)), tuple(turns))


def pages(story: Story, game: Game) -> tuple[Page, ...]:
    """What was shown since the last choice, page by page, up to the choices; after an ending its own card."""
    shown = tuple(game_page(story, replace(game, leaf=leaf), "") for leaf in range(len(leaves(game.turn))))
    return (*shown, ending_page_card(story, game)) if ending_card(game.turn) else shown


def _offered(turn: Turn) -> str:
    open_ones = ", ".join(option.choice.id for option in turn.options if option.open)
    return f"; the page offers: {open_ones}" if open_ones else "; the story has ended"


def told(story: Story, game: Game, everything: bool = False) -> dict[str, object]:
    """The page of `tell --json` (schema 1)."""
    turn = game.turn
    last = leaves(turn)[-1]
    assert isinstance(last, tuple), "the last leaf holds the choices"
    passed = [one for one in turn.shown if one not in last]
    scene, here = story.scenes[turn.state.scene], (turn.state.role, turn.state.scene)
    heading = turn.heading
    page: dict[str, object] = {
        "schema": 1,
        "role": turn.state.role,
        "scene": scene.name,
        "chapter": scene.chapter,
        "date": story.shown(heading.date),
        "place": heading.place,
        "text": "\n\n".join(plain(line.text) for line in last),
        "passed": [_passed(story, one) for one in passed],
        "choices": [_offers(story, game, option) for option in turn.options],
        "meters": {m.name: turn.state.values[m.slot] for m in story.meters.values() if shows(m, *here)},
        "ending": {"id": scene.name, "title": scene.ending, "follows_record": scene.history} if turn.ended else None,
    }
    if turn.ended:
        page["became"] = {person: plain(text) for person, text in fates(story, turn.state.values).items()}
        page["questions"] = [plain(text) for text in questions(story, turn.state)]
    if everything:
        page["hidden"] = {m.name: turn.state.values[m.slot] for m in story.meters.values() if not shows(m, *here)}
        page["facts"] = {name: values[turn.state.values[story.slots[name]]] for name, values in story.facts.items()}
    return page


def _offers(story: Story, game: Game, option: Option) -> dict[str, object]:
    why, text = shut_by(story, game, option), said(choice_words(option.choice))
    return {"number": option.number, "id": option.choice.id, "text": text, "open": option.open, "why": why}


def _passed(story: Story, shown: Shown) -> dict[str, object]:
    match shown:
        case Line(text, _, _, True):
            return {"kind": "reply", "text": plain(text)}
        case Line(text, scene, heading):
            when = story.shown(heading.date)
            return {"kind": "prose", "text": plain(text), "scene": scene, "date": when, "place": heading.place}
        case Count():
            sides = {"for": shown.of("for"), "against": shown.of("against"), "abstain": shown.of("abstains")}
            spoken = {person: plain(raised.words) for person, raised in shown.hands if raised.words}
            return {"kind": "vote", "motion": shown.motion, **sides, "carried": shown.carried, "said": spoken}
        case Card(_, statements):
            rows = [{"what": plain(one.words), "status": one.mark.status, "sources": list(one.mark.sources)}
                    for one in statements]  # fmt: skip
            return {"kind": "record", "statements": rows}
