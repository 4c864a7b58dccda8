"""Colors and type, as the art direction names them. Sizes count in units: 1280 of them across a plain window."""

from dataclasses import dataclass

Color = tuple[int, int, int]

INK: Color = (0x16, 0x18, 0x1F)
INK_2: Color = (0x26, 0x2A, 0x35)
INK_3: Color = (0x3A, 0x40, 0x4E)
PAPER: Color = (0xEF, 0xE6, 0xD3)
PAPER_LIGHT: Color = (0xF8, 0xF2, 0xE4)
PAPER_DARK: Color = (0xDC, 0xCF, 0xB5)
PAPER_DARKER: Color = (0xC4, 0xB4, 0x96)
TAPE: Color = (0xFB, 0xF7, 0xEC)
FOLDER: Color = (0xC9, 0xA9, 0x6E)
FOLDER_DARK: Color = (0x8F, 0x73, 0x45)
SHADOW: Color = (0xB3, 0xA4, 0x87)
RED: Color = (0xC2, 0x2A, 0x1E)
RED_TEXT: Color = (0xA8, 0x20, 0x1A)
RED_DARK: Color = (0x8E, 0x1B, 0x17)
RED_DEEPEST: Color = (0x5A, 0x12, 0x14)
TEAL: Color = (0x2E, 0x6B, 0x73)
TEAL_LIGHT: Color = (0x8D, 0xB7, 0xB2)
MUTE: Color = (0x4A, 0x45, 0x39)
LOCKED: Color = (0xE3, 0xD7, 0xBF)
DISPUTED: Color = (0x7A, 0x54, 0x10)
LOSS: Color = (0xF0, 0x8A, 0x72)
CELL_ON_INK: Color = (0x8A, 0x90, 0xA0)
CELL_ON_PAPER: Color = (0x85, 0x7A, 0x66)
BAIZE: Color = (0x2C, 0x5A, 0x47)
WOOD: Color = (0x6E, 0x45, 0x2B)
WHITE: Color = (0xFF, 0xFF, 0xFF)


@dataclass(frozen=True, slots=True)
class Type:
    """One kind of lettering. `least` is the size in pixels below which it never falls."""

    face: str
    size: float
    line: float
    color: Color = INK
    italic: str = ""
    caps: bool = False
    least: int = 15


SERIF, SERIF_ITALIC, SERIF_BOLD = "PT_Serif-Regular", "PT_Serif-Italic", "PT_Serif-Bold"
SANS, SANS_ITALIC, SANS_BOLD = "PT_Sans-Regular", "PT_Sans-Italic", "PT_Sans-Bold"
NARROW, MONO, ELITE = "PT_Sans_Narrow-Bold", "PT_Mono-Regular", "SpecialElite-Regular"
BLACK, EXTRA_BOLD = "SofiaSansExtraCondensed-Black", "SofiaSansExtraCondensed-ExtraBold"

STORY = Type(SERIF, 22, 32, italic=SERIF_ITALIC, least=18)
CARD_STORY = Type(SERIF, 21, 29, italic=SERIF_ITALIC, least=18)
TIGHT_STORY = Type(SERIF, 20, 26, italic=SERIF_ITALIC, least=18)
ASIDE = Type(SERIF_ITALIC, 21, 29, italic=SERIF, least=18)
ON_INK = Type(SERIF, 21, 29, PAPER, SERIF_ITALIC, least=18)
DOCUMENT = Type(ELITE, 20, 28, italic=ELITE, least=18)
NOTE = Type(SANS, 17.5, 24, MUTE, SANS_ITALIC)
SOURCE = Type(SANS, 17, 23, MUTE, SANS_ITALIC)
NOTE_ON_INK = Type(SANS, 17.5, 24, PAPER, SANS_ITALIC)
CODE = Type(MONO, 17, 24, italic=MONO)
CHOICE = Type(SANS_BOLD, 19, 24)
SHUT = Type(SANS, 19, 24, MUTE, SANS_ITALIC)
REASON = Type(SANS_BOLD, 16, 21, RED_TEXT)
DIGIT = Type(EXTRA_BOLD, 26, 30, PAPER_LIGHT)
SLUG = Type(ELITE, 20, 24)
LABEL = Type(EXTRA_BOLD, 25, 30, RED_TEXT, caps=True)
TITLE = Type(BLACK, 52, 52, caps=True)
SUBTITLE = Type(ELITE, 19, 25, MUTE)
NAME = Type(EXTRA_BOLD, 29, 32, PAPER_LIGHT, caps=True)
DESCRIPTION = Type(SANS_ITALIC, 16.5, 21, PAPER_DARK)
METER = Type(EXTRA_BOLD, 20.5, 24, PAPER_LIGHT, caps=True)
CHANGE = Type(SANS_BOLD, 16, 24)
LIMIT = Type(SANS_ITALIC, 15, 18, PAPER_DARK)
MAIN = Type(EXTRA_BOLD, 30, 34, WHITE, caps=True)
SECOND = Type(EXTRA_BOLD, 26, 30, caps=True)
PAGE = Type(SANS, 16, 22, MUTE)
