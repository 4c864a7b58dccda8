"""The shell round the pure program: holds the model while a face is open, carries out deeds, catches the unforeseen."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from game.app.message import Begin, Copy, Deed, Message, Quit, Record, Remember, Reread
from game.app.model import TEXT_SIZES, Game, Model, leaves
from game.app.page import Page
from game.app.update import update
from game.app.view import page
from game.lang.read import read
from game.store import Store, told


class Shell:
    """One run of the program. `clip` puts words on the clipboard of the face, `tongue` is a translation to play in."""

    def __init__(self, folder: Path, store: Store, version: str, clip: Callable[[str], None] = lambda text: None,
                 tongue: str = "") -> None:  # fmt: skip
        self.folder, self.store, self.version, self.clip, self.tongue = folder, store, version, clip, tongue
        self.model = self._opened()

    def page(self) -> Page:
        return page(self.model)

    def send(self, message: Message) -> Page | None:
        """The page after a message; None once the program is to close."""
        return self._done(*update(self.model, message))

    def start(self, game: Game, on: bool) -> None:
        """Begin a new game that has come as far as this one; and turn `on` past what is told up to its choices."""
        start = replace(game.journal.start, story=self.folder.name, version=self.version)
        journal, leaf = replace(game.journal, start=start), len(leaves(game.turn)) - 1 if on else 0
        begun = replace(self.model, game=replace(game, journal=journal, leaf=leaf), notice="")
        self._done(begun, (Begin(start), *map(Record, journal.entries)))

    def fault(self, fault: Exception) -> Page:
        """The page for what was unforeseen; the log keeps the same report."""
        report = told(fault, self.version)
        self.store.report(report)
        self.model = replace(self.model, fault=(report, str(self.store.log)), notice="")
        return self.page()

    def _done(self, model: Model, deeds: tuple[Deed, ...]) -> Page | None:
        """The page of a model, once its deeds are done; where they cannot be, the page stays, and says why."""
        try:
            for deed in deeds:
                self._carry_out(deed)
        except OSError as fault:
            sentence = f"This could not be written to {self.store.folder}: {fault.strerror}."
            self.model = replace(self.model, notice=f"{sentence} Mend that and choose again.")
            return self.page()
        self.model = self._opened() if Reread() in deeds else model
        return None if Quit() in deeds else self.page()

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
            case Copy(text):
                self.clip(text)
