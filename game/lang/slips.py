"""Why a file does not load, at the line where the cause is. (Interim: to be replaced as a whole.)"""

from game.core.problem import Place, Problem
from game.lang.source import Broken

LARGEST = 2_000_000  # bytes; a chapter has some fifty thousand


def text_of(raw: bytes, name: str) -> str | Problem:
    """The text of a file, or what keeps it from being read."""
    start = Place(name, 1, 1, 1, 2)
    if len(raw) > LARGEST:
        return Problem("too-large", "error", start, "This file is larger than any chapter. Make several of it.")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return Problem("wrong-encoding", "error", start, "This file is not saved as UTF-8. Save it anew as UTF-8.")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def cause(name: str, text: str, broken: Broken) -> Problem:
    """The one cause of a file that does not load."""
    lines = text.split("\n")
    line = lines[min(broken.line, len(lines) - 1)]
    place = Place(name, broken.line + 1, broken.column + 1, broken.line + 1, broken.column + 2)
    return Problem("unreadable", "error", place, "From here on the file cannot be read.", line)
