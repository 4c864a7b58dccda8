"""The pages of a game: scene, vote, card, ending, codex card."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from game.app.message import Back, Choose, Close, GoOn, Message, Show, Title
from game.app.model import Game, ending_card, leaves
from game.app.page import Block, Button, Heading, Kind, Meter, Page, Picture, Prose, Row, note, said, under, words
from game.core.journal import found_again
from game.core.play import Card, Count, Line, Moved, Option, State, lacking
from game.core.road import taken
from game.core.rule import Values
from game.core.story import Choice, Decision, Entry, Hand, Mark, Story
from game.core.story import Heading as Setting
from game.core.story import Meter as Meter_
from game.core.text import Paragraph, Run, paragraphs, plain

MENU = Button(words("Menu"), Show("menu"), style="icon", name="menu")
BACK = Button(words("Take the last choice back"), Back(), style="icon", name="back")
GO_ON = Button(words("Go on"), GoOn(), 1, style="main")
LEANING: dict[Hand, str] = {"for": "for", "against": "against", "abstains": "abstaining"}


def game_page(story: Story, game: Game, notice: str) -> Page:
    """The page where a game stands."""
    kind: Kind
    told: Iterable[Block]
    leaf, last = leaves(game.turn)[game.leaf], game.leaf + 1 == len(leaves(game.turn))
    ended = last and game.turn.ended
    match leaf:
        case Count(heading=heading):
            kind, told = "vote", _vote(story, leaf)
        case Card(heading=heading):
            kind, told = "record", _record(story, game, leaf)
        case _ if ended:
            kind, heading, told = "ending", game.turn.heading, _ending(story, game, leaf)
        case _:
            kind, heading = "scene", game.turn.heading if last else leaf[-1].heading
            first = (note(notice),) if notice else ()
            told = (*_place(story, heading), *first, *_flow(story, game, leaf, heading))
    offered = _way_on(game) if ended else _choices(story, game) if last else [GO_ON]
    meters = _meters(story, game) if kind in ("scene", "ending") else ()
    icons = (BACK, MENU) if len(game.turns) > 1 and not ended else (MENU,)
    turn = f"{len(game.journal.entries)}.{game.leaf}"
    return Page(kind, (*told, *offered, *meters, *icons), Show("menu"), turn, sound=heading.sound)


def _before(game: Game) -> tuple[str, Setting]:
    """The scene that was read before this page, and the heading that held."""
    earlier = [one for leaf in leaves(game.turn)[: game.leaf] for one in (leaf if isinstance(leaf, tuple) else (leaf,))]
    if earlier:
        return earlier[-1].scene, earlier[-1].heading
    return (game.turns[-2].state.scene, game.turns[-2].heading) if len(game.turns) > 1 else ("", Setting())


def _flow(story: Story, game: Game, lines: tuple[Line, ...], otherwise: Setting) -> Iterator[Block]:
    """The lines in order, with a heading wherever the date or the place changes, and a note where a sound begins.

    A scene says first what it holds that some would rather know before, unless the player is spared that. The figure is whoever the page ends with, and comes in where they do: a reply above is somebody else's.
    """
    date = place = ""
    warned, before = _before(game)
    spared = story.spares and game.turn.state.values[story.slots["gently"]]
    lines = lines or (Line("", warned, otherwise),)  # what there is to choose stands under a heading too
    comes = next((n for n, line in enumerate(lines) if line.heading.speaker == otherwise.speaker), len(lines))
    for at, line in enumerate(lines):
        heading = line.heading
        if heading.date != date:
            yield Heading(plain(story.shown(heading.date)), "slug")
        if heading.place != place:
            yield Heading(plain(heading.place), "slug")
        yield from _heard(story, before, heading)
        date, place, before = heading.date, heading.place, heading
        if not spared and line.scene != warned:
            warned = line.scene
            if warning := story.scenes[line.scene].warning:
                yield note(plain(warning))
        if at == comes:
            yield from _figure(story, otherwise)
        if line.text:
            yield Prose(paragraphs(line.text), "reply" if line.reply else "story")
    if comes == len(lines):
        yield from _figure(story, otherwise)
    yield from _heard(story, before, otherwise)


def _heard(story: Story, before: Setting, now: Setting) -> Iterator[Block]:
    if now.sound not in (before.sound, ""):
        yield note(f"[{plain(story.sounds[now.sound])}]")


def _choices(story: Story, game: Game) -> Iterator[Block]:
    options = game.turn.options
    for option in options:
        yield Button(choice_words(option.choice), Choose(option.number), option.number, shut_by(story, game, option))
    if not any(option.open for option in options) and len(game.turns) > 1:
        yield note("Every choice here is shut. Take the last one back and try another.")
        yield Button(words("Take the last choice back"), Back(), len(options) + 1, style="main")


def shut_by(story: Story, game: Game, option: Option) -> str | None:
    """Why an option is shut: its author's words, else what is lacking; None if it is open."""
    if option.why is None:
        return None
    when = option.choice.when
    return plain(option.why) or (when and lacking(story, when, game.turn.state.values)) or "Not now."


def choice_words(choice: Choice) -> tuple[Run, ...]:
    """A choice as a button shows it: spoken words in quotation marks."""
    runs = _runs(choice.words)
    return (Run("“"), *runs, Run("”")) if choice.spoken else runs


def _runs(text: str) -> tuple[Run, ...]:
    """What is said in one breath: a choice, a claim, a source."""
    return tuple(run for paragraph in paragraphs(text) for run in paragraph.runs)


def _vote(story: Story, count: Count) -> Iterator[Block]:
    for one in (story.shown(count.heading.date), count.heading.place):
        yield Heading(plain(one), "slug")
    yield Heading(plain(count.motion))
    for (person, raised), seats in zip(count.hands, count.seats, strict=True):
        surname = story.entries[person].name.split()[-1]
        yield Row(raised.hand, words(surname), _runs(raised.words), _bust(person), seats)
    sides = (f"{count.tally(hand)} {so}" for hand, so in LEANING.items() if hand != "abstains" or count.of(hand))
    yield note(f"The motion {'carries' if count.carried else 'fails'}: {', '.join(sides)}.")


def ending_page_card(story: Story, game: Game) -> Page:
    """The card of the ending, laid over it."""
    card = ending_card(game.turn)
    assert card is not None, "only an ending with a card offers it"
    return Page("record", (*_record(story, game, card), *menu(("Back", Close()))), Close())


def _record(story: Story, game: Game, card: Card) -> Iterator[Block]:
    yield from _place(story, card.heading)
    yield Heading("What really happened")
    where = filter(None, (card.heading.place, story.shown(card.heading.date)))
    yield Heading(plain(", ".join(where)), "slug")
    for statement in card.statements:
        yield Row(statement.mark.status, _runs(statement.words), sources(story, statement.mark))
    if beside := _beside(story, game, card.scene):
        yield Prose(tuple(Paragraph((Run(line, italic=True),)) for line in beside), "note")


def sources(story: Story, mark: Mark) -> tuple[Run, ...]:
    """The works that a mark names: author, title, year. The credits have them in full."""
    if not mark.sources:
        return words("No source. Invented for this story.")
    return _runs("; ".join(_short(story.sources[source].strip()) for source in mark.sources) + ".")


def _short(citation: str) -> str:
    """A citation without publisher and place, where its title is in italics and it ends in a year."""
    found = re.fullmatch(r"(.*?\*[^*]+\*).*?(\d{4})\W*", citation, re.DOTALL)
    return f"{found[1]}, {found[2]}" if found else citation.rstrip(".")


def _beside(story: Story, game: Game, scene: str) -> tuple[str, ...]:
    """Your choice and the historical one, of the scene's last decision that has one."""
    for at, mine in reversed(list(took(story, game))):
        decision = story.scenes[at.scene].script[at.at]
        assert isinstance(decision, Decision), "a turn rests at a decision"
        historical = next((choice for choice in decision.choices if choice.history), None)
        if at.scene == scene and historical is not None:
            record = "the same." if mine is historical else said(choice_words(historical))
            return (f"You: {said(choice_words(mine))}", f"In the record: {record}")
    return ()


def took(story: Story, game: Game) -> Iterator[tuple[State, Choice]]:
    """The choices that a game was made of, each with where it was made."""
    for turn, entry in zip(game.turns, game.journal.line(), strict=False):
        yield turn.state, turn.option(found_again(story, turn, entry) or entry.choice).choice


def _ending(story: Story, game: Game, lines: tuple[Line, ...]) -> Iterator[Block]:
    scene = story.scenes[game.turn.state.scene]
    yield from _place(story, game.turn.heading)
    yield Heading(plain(scene.ending or ""))
    yield Heading("As it happened" if scene.history else "A road not taken", "label")
    yield from _flow(story, game, lines, game.turn.heading)
    yield from _afterward(story, game.turn.state)


def _way_on(game: Game) -> Iterator[Button]:
    record = (("What really happened", Show("card")),) if ending_card(game.turn) else ()
    return menu(*record, ("Take the last choice back", Back()), ("Back to the title", Title()))


def fates(story: Story, values: Values) -> dict[str, str]:
    """What became of each person of whom the story says so, in the order of its files."""
    told = {entry.id: taken(entry.became, values) for entry in story.entries.values() if entry.became}
    return {person: text for person, text in told.items() if text}


def questions(story: Story, state: State) -> tuple[str, ...]:
    """What a player is asked to think about: of the role's questions the first six that hold."""
    asked = (taken(one, state.values) for one in story.roles[state.role].questions)
    return tuple(text for text in asked if text)[:6]


def _afterward(story: Story, state: State) -> Iterator[Block]:
    found = fates(story, state.values)
    if found:
        yield Heading("What became of them", "label")
    for person, text in found.items():
        first, *more = paragraphs(text)
        name = Run(f"{story.entries[person].name}. ", italic=True)
        yield Prose((replace(first, runs=(name, *first.runs)), *more))
    yield from under("To think about", "\n\n".join(questions(story, state)))


def _place(story: Story, heading: Setting) -> Iterator[Picture]:
    if heading.picture:
        yield Picture(f"back-{heading.picture}", story.pictures.get(heading.picture, ""))


def _bust(person: str) -> str:
    """A person's picture. A branch's own person has a path, and the picture none."""
    return f"bust-{person.rpartition('/')[2]}"


def _figure(story: Story, heading: Setting) -> Iterator[Picture]:
    person, _, face = heading.speaker.partition(" ")
    if person in story.entries:
        entry = story.entries[person]
        bust = _bust(person)
        name = f"{bust}-{face}" if face else bust
        told = " ".join(filter(None, (story.pictures.get(bust), story.pictures.get(name) if face else "")))
        yield Picture(name, told, "figure", entry.name, entry.kind)


def _meters(story: Story, game: Game) -> Iterator[Meter]:
    told = any(isinstance(leaf, tuple) for leaf in leaves(game.turn)[: game.leaf])  # on an earlier page of this turn
    moved = {} if told else {one.meter: one for one in game.turn.moved}
    state = game.turn.state
    for meter in story.meters.values():
        if shows(meter, state.role, state.scene):
            value, change = state.values[meter.slot], _change(moved.get(meter.name), meter.high)
            yield Meter(meter.name, meter.title, value, meter.low, meter.high, change)


def shows(meter: Meter_, role: str, scene: str) -> bool:
    """Is a meter in view: to whom it belongs, and where, if it is a branch's own."""
    mine = not meter.roles or role in meter.roles
    return mine and not meter.hidden and (not meter.branch or scene.startswith(f"{meter.branch}/"))


def _change(moved: Moved | None, high: int) -> str:
    if moved is None:
        return ""
    if moved.before == moved.after:
        return "already as high as it goes" if moved.after == high else "already as low as it goes"
    return f"{moved.after - moved.before:+d}".replace("-", "−")


def menu(*entries: tuple[str, Message]) -> Iterator[Button]:
    """Buttons one after the other, the first the main one."""
    for number, (label, message) in enumerate(entries, start=1):
        yield Button(words(label), message, number, style="main" if number == 1 else "second")


def codex_card(story: Story, entry: Entry, values: Values, below: Page) -> Page:
    """A person or a term, as it is known now, laid over the page on which it was met."""
    blocks: list[Block] = [Heading(entry.name)]
    born = re.split("[-–]", entry.lived)[0].strip()  # the year alone: nobody in a scene knows when someone will die
    if kind := ", ".join(filter(None, (entry.kind, born and f"born {born}"))):
        blocks.append(Heading(kind, "subtitle"))
    if entry.picture:
        blocks.append(Picture(entry.picture, story.pictures.get(entry.picture, ""), "figure"))
    about = taken(entry.about, values)
    blocks.append(note("Nothing is known of this yet.") if about is None else Prose(paragraphs(about)))
    return Page("codex", (*blocks, *menu(("Close", Close()))), Close(), entry.id, below, sound=below.sound)
