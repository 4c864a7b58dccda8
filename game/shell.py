"""The shell round the pure program: holds the model while a face is open, carries out deeds, catches the unforeseen."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from game.app.message import Begin, Choose, Clip, Deed, GoOn, Leave, Message, NewGame, Record, Remember, Reread
from game.app.model import TEXT_SIZES, Game, Model, leaves
from game.app.page import Page
from game.app.pages.front import fault_page
from game.app.update import update
from game.app.view import page
from game.lang.read import read
from game.store import Store, told


class Shell:
    """One run of the program. `clip` puts words on the clipboard of the face, `tongue` is a translation to play in."""

    def __init__(
        self,
        folder: Path,
        store: Store,
        version: str,
        clip: Callable[[str], None] = lambda text: None,
        tongue: str = "",
    ) -> None:
        self.folder, self.store, self.version, self.clip, self.tongue = folder, store, version, clip, tongue
        self.model = self._opened()

    def page(self) -> Page:
        return page(self.model)

    def send(self, message: Message) -> Page | None:
        """The page after a message; None once the program is to close."""
        model, deeds = update(self.model, message)
        try:
            for deed in deeds:
                self._carry_out(deed)
        except OSError as fault:
            sentence = (
                f"This could not be written to {self.store.folder}: {fault.strerror}. Mend that and choose again."
            )
            self.model = replace(self.model, notice=sentence)
            return self.page()
        self.model = self._opened() if Reread() in deeds else model
        return None if Leave() in deeds else self.page()

    def start(self, role: str, choices: tuple[str, ...], on: bool = False) -> None:
        """Begin a new game and make these choices in it, by id; and turn `on` past what is told between the last and the next."""
        self.send(NewGame(role))
        for wanted in choices:
            self._turn_to_choices()
            assert self.model.game is not None, "a game was begun"
            self.send(Choose(self.model.game.turn.option(wanted).number))
        if on:
            self._turn_to_choices()

    def fault(self, fault: Exception) -> Page:
        """The page for what was unforeseen; the log keeps the same report."""
        report = told(fault, self.version)
        self.store.report(report)
        return fault_page(report, str(self.store.log), self.model.game is not None)

    def _turn_to_choices(self) -> None:
        while isinstance(game := self.model.game, Game) and game.leaf + 1 < len(leaves(game.turn)):
            self.send(GoOn())

    def _opened(self) -> Model:
        reading = read(self.folder, self.tongue)
        kept = self.store.remembered().get("text")
        text = kept if isinstance(kept, int) and kept in TEXT_SIZES else 100
        model = Model(reading.story, self.folder.name, self.version, reading.problems, text=text)
        if reading.story is None:
            return model
        found = self.store.last(self.folder.name)
        self.store.path = found.path
        last = found.journal if found.journal and found.journal.start.role in reading.story.roles else None
        return replace(model, last=last, notice=" ".join((*reading.unspoken, *found.set_aside)))

    def _carry_out(self, deed: Deed) -> None:
        match deed:
            case Begin(start):
                self.store.begin(start)
            case Record(entry):
                self.store.record(entry)
            case Remember(text):
                self.store.remember(text=text)
            case Clip(text):
                self.clip(text)
