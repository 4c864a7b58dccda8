"""Every change of the program, through one door: a model and a message give the next model and the deeds to carry out."""

from dataclasses import replace

from game.app import message as says
from game.app.message import Begin, Deed, Message, Record, Remember
from game.app.model import COPIED, TEXT_SIZES, Game, Model, leaves
from game.core.journal import Chosen, Entry, Journal, Start, TakenBack, chosen, found_again, replay
from game.core.play import begin, step
from game.core.story import Story

Change = tuple[Model, tuple[Deed, ...]]


def update(model: Model, message: Message) -> Change:
    """The next model, and what the shell is to do before it shows. A message that fits nothing changes nothing."""
    model = replace(model, notice="")
    match message:
        case says.Show("people") if model.game is None:
            return model, ()
        case says.Open() | says.Show():
            return (model if message in model.over[-1:] else replace(model, over=(*model.over, message))), ()
        case says.Close():
            return replace(model, over=model.over[:-1]), ()
        case says.TextSize(by):
            return _resize(model, by)
        case says.Title():
            return replace(model, game=None, over=(), last=model.game.journal if model.game else model.last), ()
        case says.Quit() | says.Reread():
            return model, (message,)
        case says.Copy():
            return replace(model, notice=COPIED), (message,)
        case _ if model.story is not None:
            return _play(model, model.story, message)
    return model, ()


def _play(model: Model, story: Story, message: Message) -> Change:
    game = model.game
    match message:
        case says.NewGame(role, gently) if role in story.roles:
            start = Start(model.name, role, story.format, model.version, gently)
            new = Game(Journal(start), (begin(story, role, gently),))
            return replace(model, game=new, over=()), (Begin(start),)
        case says.Continue() if game is None and model.last is not None:
            return _resume(model, story, model.last)
        case says.GoOn() if game is not None and game.leaf + 1 < len(leaves(game.turn)):
            return replace(model, game=replace(game, leaf=game.leaf + 1)), ()
        case says.Choose(number) if game is not None and game.leaf + 1 == len(leaves(game.turn)) and not model.over:
            if number in (option.number for option in game.turn.options):
                return _take(model, story, game, chosen(game.turn, str(number)))
        case says.Back() if game is not None and len(game.turns) > 1:
            before = game.turns[-2]
            game = Game(_grown(game.journal, TakenBack()), game.turns[:-1], len(leaves(before)) - 1)
            return replace(model, game=game, over=()), (Record(TakenBack()),)
        case says.Forward() if game is not None and (ahead := game.journal.ahead()):
            return _take(model, story, game, ahead[0])
    return model, ()


def _take(model: Model, story: Story, game: Game, entry: Chosen) -> Change:
    wanted = found_again(story, game.turn, entry)
    if wanted is None or not game.turn.option(wanted).open:
        return model, ()
    turn = step(story, game.turn, wanted)
    game = Game(_grown(game.journal, entry), (*game.turns, turn))
    return replace(model, game=game, over=()), (Record(entry),)


def _resume(model: Model, story: Story, journal: Journal) -> Change:
    """Go on with a kept game; what the story no longer offers is taken back, and said."""
    played = replay(story, journal)
    lost = len(journal.line()) - (len(played.turns) - 1)
    notice = ""
    if played.lost is not None:
        notice = (f"The story was changed since you played: it no longer has your choice "
                  f'"{played.lost.choice.replace("-", " ")}". The game goes on from there.')  # fmt: skip
    game = Game(_grown(journal, *([TakenBack()] * lost)), played.turns)
    return replace(model, game=game, over=(), notice=notice), (Record(TakenBack()),) * lost


def _grown(journal: Journal, *entries: Entry) -> Journal:
    return replace(journal, entries=(*journal.entries, *entries))


def _resize(model: Model, by: int) -> Change:
    at = TEXT_SIZES.index(model.text) + by if by else 0
    text = TEXT_SIZES[min(max(at, 0), len(TEXT_SIZES) - 1)]
    return replace(model, text=text), (Remember(text),)
