"""The same pages in a terminal. Prints blocks in order, reads a number or a word; only a decision waits for input."""

import shutil
import textwrap
from collections.abc import Callable, Iterator
from typing import TextIO

from game.app.message import Back, Close, Forward, GoOn, Message, Open, Quit, Show
from game.app.page import Block, Button, Field, Heading, Meter, Page, Picture, Prose, Row, said
from game.core.text import Paragraph

STATUS = ("documented", "disputed", "imagined")
COMMANDS: dict[str, Message] = {"back": Back(), "forward": Forward(), "menu": Show("menu"), "people": Show("people"),
                                "keys": Show("keys"), "quit": Quit()}  # fmt: skip
HELP = "A number chooses. Or type: back, forward, menu, people, quit, or an underlined word to look it up."


def play(first: Page, send: Callable[[Message], Page | None], source: TextIO, target: TextIO) -> int:
    """Print pages and send messages until the program is left or the input ends, which saves and leaves."""
    page: Page | None = first
    target.write(f"{HELP}\n\n")
    while page is not None:
        target.write(told(page))
        target.flush()
        page = send(_next(page, source, target))
    return 0


def told(page: Page) -> str:
    """A page as text, a blank line after each paragraph."""
    return "".join(f"{line}\n" for block in page.blocks for line in _block(block)) + "\n"


def _next(page: Page, source: TextIO, target: TextIO) -> Message:
    """What the reader wants: asked again until it is something that the page offers."""
    for button in page.buttons():
        if isinstance(button.message, GoOn):
            return button.message
    while True:
        target.write("> ")
        target.flush()
        line = source.readline()
        if not line:
            target.write("\n")
            return Quit()
        found = _message(page, line.strip().lower())
        target.write(f"{found}\n" if isinstance(found, str) else "\n")
        if not isinstance(found, str):
            return found


def _message(page: Page, answer: str) -> Message | str:
    """The message of an answer, or a sentence that says why there is none."""
    for button in page.buttons():
        if answer.isdigit() and button.digit == int(answer):
            return f"That choice is shut. {button.shut}" if button.shut else button.message
    if answer == "back" and page.leave == Close():
        return Close()
    if answer in COMMANDS:
        return COMMANDS[answer]
    for run in page.runs():
        if run.entry and answer in (run.text.lower(), run.entry, run.entry.replace("-", " ")):
            return Open(run.entry)
    return HELP


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading(text, "slug"):
            yield f"[{text}]"
        case Heading(text, "title"):
            yield from ("", text.upper(), "")
        case Heading(text, _):
            yield text
        case Prose(paragraphs, style):
            for paragraph in paragraphs:
                yield from _wrapped(_plain(paragraph), "    " if style == "code" else "")
                yield ""
        case Button(message=GoOn()):
            yield "* * *"  # nothing to answer: the next page follows by itself
        case Button(words, _, digit, shut) if digit is not None:
            yield from _wrapped(f"{digit}. {said(words)}" + (f"  (shut: {shut})" if shut else ""), "", "   ")
        case Meter(_, title, value, _, high, told):
            yield from _wrapped(f"{title}: {value} of {high}{f' ({told})' if told else ''}", "", "   ")
        case Picture(_, words, "figure", caption, subtitle) if caption:
            yield f"({caption}{f', {subtitle}' if subtitle else ''})"
        case Row(mark, text, note):
            yield from _wrapped(f"{mark.upper() if mark in STATUS else mark}: {said(text)}", "", "   ")
            if note:
                yield from _wrapped(said(note), "   ", "   ")
        case Field(text):
            yield from text.splitlines()


def _plain(paragraph: Paragraph) -> str:
    """A paragraph with its links marked by underscores, so that a reader knows what can be looked up."""
    return "".join(f"_{run.text}_" if run.entry else run.text for run in paragraph.runs)


def _wrapped(text: str, indent: str, rest: str | None = None) -> list[str]:
    width = min(shutil.get_terminal_size((80, 24)).columns - 1, 80)
    return textwrap.wrap(text, width, initial_indent=indent, subsequent_indent=indent if rest is None else rest,
                         break_long_words=False, break_on_hyphens=False) or [""]  # fmt: skip
