"""Fonts and lines of type. Breaks runs into lines at the size they will have on the screen; draws nothing."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import groupby

import pygame

from game.core.text import Run
from game.faces.window import assets
from game.faces.window.box import THIN, Box, Piece, Words
from game.faces.window.theme import BLACK, EXTRA_BOLD, MONO, RED_TEXT, SANS, Type

TOKEN = re.compile(r"(\s+)|([^\s—]*—+(?=\w))|[^\s—]+|—+")  # space; a word up to a dash, after which a line may end
NARROW = (BLACK, EXTRA_BOLD)  # faces whose own space is too narrow
NOBODY = "\uffff"  # no face has a letter for it


@lru_cache(maxsize=96)
def font(face: str, size: int) -> pygame.font.Font:
    return pygame.font.Font(assets.root() / "fonts" / f"{face}.ttf", size)


@lru_cache(maxsize=2048)
def has(face: str, letter: str) -> bool:
    """A face shows the same box for all letters that it lacks."""
    metrics = font(face, 20).metrics(letter + NOBODY)
    return letter.isspace() or metrics[0] != metrics[1]


def pixels(type: Type, scale: float) -> int:
    return max(type.least, round(type.size * scale))


@lru_cache(maxsize=512)
def wrap(runs: tuple[Run, ...], type: Type, width: float, scale: float) -> tuple[Words, ...]:
    """The lines of a paragraph within `width` units. The last word stands alone on none if another has room beside it."""
    room, given = int(width * scale), list(_words(runs, type, scale))
    lines, alone = _filled(given, room)
    if alone and len(lines) > 1 and len(given) > 1:
        couple = [*given[-2][0], *given[-2][1], *given[-1][0]]
        if _end(_join(couple)) < room / 2:
            lines, _ = _filled([*given[:-2], (couple, [])], room)
    return tuple(Words(tuple(line), base(type, scale)) for line in lines)


def _filled(given: list[tuple[list[Piece], list[Piece]]], room: int) -> tuple[list[list[Piece]], bool]:
    """Words in as few lines as they need, and whether the last of them stands alone on its line."""
    lines: list[list[Piece]] = []
    pieces: list[Piece] = []
    gap: list[Piece] = []
    alone = False
    for word, space in given:
        joined, alone = _join([*pieces, *gap, *word] if pieces else word), not pieces
        if pieces and _end(joined) > room:
            lines.append(pieces)
            joined, alone = _join(word), True
        while _end(joined) > room and sum(len(piece.text) for piece in joined) > 1:
            head, joined = _broken(joined, room)
            lines.append(head)
        pieces, gap = joined, space
    return [*lines, pieces] if pieces else lines, alone


def height(type: Type, scale: float) -> float:
    """How far the next line stands below, in units: more where small type is kept from growing too small."""
    return type.line * max(1.0, pixels(type, scale) / (type.size * scale))


def box(line: Words, x: float, y: float, tall: float, scale: float) -> Box:
    return Box((x, y, line.width / scale, tall), line, line.text)


def sized(type: Type, factor: float) -> Type:
    return replace(type, size=type.size * factor, line=type.line * factor)


def base(type: Type, scale: float) -> int:
    """How far below the top of a line its letters stand, in pixels."""
    face = font(type.face, pixels(type, scale))
    tall = face.get_ascent() - face.get_descent()
    return round((height(type, scale) * scale - tall) / 2) + face.get_ascent()


def _end(pieces: list[Piece]) -> int:
    return pieces[-1].x + pieces[-1].width if pieces else 0


def _join(pieces: list[Piece]) -> list[Piece]:
    """Pieces of one style as one, so that the face can kern them; each is measured once."""
    joined: list[Piece] = []
    for _, alike in groupby(pieces, lambda piece: (piece.face, piece.run)):
        first, *more = alike
        text = first.text + "".join(piece.text for piece in more)
        width = (0 if more else first.width) or font(first.face, first.size).size(text)[0]
        joined.append(replace(first, text=text, x=_end(joined), width=width))
    return joined


def _broken(pieces: list[Piece], room: int) -> tuple[list[Piece], list[Piece]]:
    """A word wider than the column: as many letters as fit, and the rest."""
    letters = [replace(piece, text=letter, width=0) for piece in pieces for letter in piece.text]
    longer = (n for n in range(2, len(letters)) if _end(_join(letters[:n])) > room)
    fit = next(longer, len(letters)) - 1
    return _join(letters[:fit]), _join(letters[fit:])


def _words(runs: tuple[Run, ...], type: Type, scale: float) -> Iterator[tuple[list[Piece], list[Piece]]]:
    """Each unbreakable word, in as many pieces as it has styles, and the space after it."""
    word: list[Piece] = []
    size = pixels(type, scale)
    for number, run in enumerate(runs):
        face = type.italic if run.italic and type.italic else type.face
        color = RED_TEXT if run.entry else type.color
        text = run.text.upper() if type.caps else run.text
        for token in TOKEN.finditer(text):
            said = THIN if token[1] and face in NARROW else token[0]
            pieces = [Piece(part, 0, 0, of, size, color, run.entry, number) for of, part in _spoken(face, said)]
            word = word if token[1] else word + pieces
            if token[1] or token[2]:
                yield word, pieces if token[1] else []
                word = []
    if word:
        yield word, []


def _spoken(face: str, text: str) -> Iterator[tuple[str, str]]:
    """The text in parts, each with a face that has its letters."""
    if text.isascii():
        yield face, text
    else:
        for of, letters in groupby(text, lambda letter: face if has(face, letter) else _other(face, letter)):
            yield of, "".join(letters)


def _other(face: str, letter: str) -> str:
    typed = (MONO, SANS) if face.startswith(("Special", "PT_Mono")) else (SANS, MONO)
    return next((other for other in typed if has(other, letter)), face)


def typed(text: str, type: Type, scale: float) -> Words:
    """One line with every space where it stands."""
    size = pixels(type, scale)
    pieces = _join([Piece(part, 0, 0, of, size, type.color) for of, part in _spoken(type.face, text)])
    return Words(tuple(pieces), base(type, scale))
