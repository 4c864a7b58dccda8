"""The texts that a value may hold: a name, words on a line, prose, the rows of a card; their marks and links looked up.

Knows no key's place and no condition.
"""

import re

from game.core.problem import Edit, Fix, Place
from game.core.rule import Misread, read
from game.core.story import Statement
from game.core.text import LINK, WITHIN, links, marks
from game.lang.shape import TABLE
from game.lang.sheet import Keys, Sheet, bar, empty, listed
from game.lang.source import List, Map, Node, Scalar, lead

ABSORBED = re.compile("^(?: *(?:- )?(?P<key>if(?= [^:\n]+:(?: |$))|(?:[\\w-]+(?=: [|]$)|otherwise|%s)(?=:(?: |$)))| +(?=\\S)).*".replace(
    "%s", "|".join(TABLE["item"] | TABLE["choice"] | TABLE["vote"] | TABLE["scene"] | TABLE["role"])), re.MULTILINE)  # fmt: skip
TWICE = re.compile(r"(\{[^{}\n]+\}|\[\[[^\[\]\n]+\]\])\s*\1")
MOST = 1000  # problems in all after which a text is read no further


def words(sheet: Sheet, node: Node) -> str:
    """A short text on one line."""
    return _text(sheet, node, "words")


def name(sheet: Sheet, node: Node) -> str:
    """A word that is no prose: nothing in it is looked at."""
    if isinstance(node, Scalar) and node.text.strip():
        return node.text
    one = node.items[0] if isinstance(node, List) and node.flow and len(node.items) == 1 else None
    better = one.text if isinstance(one, Scalar) else None
    sheet.tell("wrong-kind: no word" if empty(node) else "wrong-kind: word", node, better)
    return ""


def picture(sheet: Sheet, node: Node) -> str:
    """The name of a picture."""
    return sheet.use(node, name(sheet, node), "picture", code="unknown-picture")


def earlier(sheet: Sheet, keys: Keys) -> tuple[Scalar, ...]:
    """What something was called before: one name, or a list of them."""
    return _several(sheet, keys["was"][1], "earlier names") if "was" in keys else ()


def owners(sheet: Sheet, keys: Keys) -> tuple[str, ...]:
    """Whose it is: one role, or a list of them; everybody's, if nothing is said."""
    found = _several(sheet, keys["role"][1], "roles") if "role" in keys else ()
    return tuple(sheet.use(one, one.text, "role", code="unknown-person") for one in found)


def _several(sheet: Sheet, node: Node, holds: str) -> tuple[Scalar, ...]:
    if isinstance(node, Scalar):
        return (node,) if name(sheet, node) else ()
    return listed(sheet, node, holds)


def prose(sheet: Sheet, node: Node) -> str:
    """Paragraphs, with their marks and links looked up."""
    text = _text(sheet, node, "prose")
    if isinstance(node, Scalar) and node.style in ('"', "'") and not node.flow:
        sheet.tell("quoted-line", node, bar(sheet, node), "warning")
        return f"{node.style}{text}{node.style}"
    return text


def _text(sheet: Sheet, node: Node, holds: str) -> str:
    if not isinstance(node, Scalar):
        _not_text(sheet, node, holds)
        return ""
    text = node.text.strip()
    if not text:
        below = Fix(f"|\n  (the {holds}, two spaces further in than the key)") if node.style == "|" else None
        sheet.tell("wrong-kind: nothing", node, below, holds=holds)
    elif node.style == ">" or ("\n" in text and node.style != "|"):
        fix = sheet.file.instead(sheet.file.sign(node), "|") if node.style == ">" else bar(sheet, node)
        sheet.tell("folded-prose", node, fix)
    elif not node.style:
        _plain(sheet, node)
    elif node.style == "|":
        for found in ABSORBED.finditer(node.text):
            _absorbed(sheet, node, found)
            if found["key"]:
                break  # what follows it went with it
        for found in re.finditer(r"^# .*$", node.text, re.MULTILINE) if "# " in node.text else ():
            place = sheet.file.within(node, found.start(), len(found[0]))
            sheet.tell("note-in-prose: read", place, severity="warning")
    if "{" in text or "[[" in text or "]]" in text or "}" in text:
        _looked_up(sheet, node)
        return _own(sheet, text) if sheet.file.name in sheet.names.branches else text
    return text


def _absorbed(sheet: Sheet, node: Scalar, found: re.Match[str]) -> None:
    """A line of prose that looks like no prose: a key or an item that stands as deep, or words that stand deeper."""
    place = sheet.file.within(node, found.start(), len(found[0]))
    here, said = place.line - 1, found[0].strip()
    if found["key"] == "if" and isinstance(read(said.lstrip("- ")[3:].partition(":")[0]), Misread):
        return  # words after all
    line = sheet.file.line(here)
    margin = sheet.file.stretch(here, 0, lead(line))
    if not found["key"]:
        fix = Fix(said, True, (Edit(margin, " " * lead(sheet.file.line(node.start.line + 1))),))
        sheet.tell("first-line-indent: deeper", place, fix, "warning")
        return
    case, below = said.startswith(("if ", "otherwise")), lead(line)
    lines = (re.match(r"( *)((?:- +)*)(if |otherwise)?", sheet.file.line(one)) for one in range(node.start.line, -1, -1))  # fmt: skip
    depth = next((len(one[1]) if said[0] == "-" else one.end(2) for one in lines if one and (
        one[2] if said[0] == "-" else one.end(2) < below and (case or not one[3]))), 0)  # fmt: skip
    fix = Fix(f"{' ' * depth}{said}", edits=(Edit(margin, " " * depth),))
    sheet.tell("wrong-depth: within prose", place, fix, "warning", key=found["key"])


def _own(sheet: Sheet, text: str) -> str:
    """The text with the names that a branch has declared for itself as the whole story knows them."""

    def full(found: re.Match[str]) -> str:
        name, words_ = found[1], found[2]
        whole = sheet.names.full(sheet.file, name, "person", "term")
        return found[0] if whole == name else f"[[{whole}|{words_ or name.replace('-', ' ')}]]"

    return re.sub(LINK, full, text)


def _plain(sheet: Sheet, node: Scalar) -> None:
    """What a line without any sign before it may lose or swallow unnoticed."""
    beside = sheet.file.line(node.start.line)[node.start.column :].strip()
    if len(beside) == 1 and node.end.line > node.start.line:
        sheet.tell("folded-prose: another sign", sheet.file.sign(node), "|", sign=beside)
    rest = sheet.file.line(node.end.line)[node.end.column :]
    if rest.lstrip().startswith("#"):
        column = node.end.column + len(rest) - len(rest.lstrip())
        place = sheet.file.stretch(node.end.line, column, column + len(rest.strip()))
        sheet.tell("lost-words", place, bar(sheet, node), "warning")
    key, colon, value = node.text.partition(":")
    if colon and value[:1].strip() and any(key in TABLE[place] for place in ("item", "choice", "vote", "scene")):
        sheet.tell("missing-space: colon", node, f"{key}: {value}", key=key)


def _not_text(sheet: Sheet, node: List | Map, holds: str) -> None:
    if node.flow:
        sign = "{" if isinstance(node, Map) else "["
        sheet.tell("bracket-at-start: list", sheet.file.sign(node), bar(sheet, node), sign=sign)
    elif isinstance(node, Map) and node.entries and node.start.line:
        key = node.entries[0][0]
        sheet.tell("colon-in-line", key, bar(sheet, node), said=key.text)
    else:
        sheet.tell("wrong-kind: no list", node, holds=holds)


def _looked_up(sheet: Sheet, node: Scalar) -> None:
    """Marks and links of a text must name something."""
    text, opened = node.text, node.text.count("{") + node.text.count("[[")
    linked, marked = tuple(links(text)), tuple(marks(text))
    for found, at in linked:
        if not sheet.finds(found, "person", "term"):
            sheet.use(sheet.file.within(node, at, len(found)), found, "person", "term", code="unknown-entry")
            if len(sheet.told) > MOST:
                return
    for found, at in marked:
        _mark(sheet, node, found, at)
        if len(sheet.told) > MOST:
            return
    for twice in TWICE.finditer(text) if opened > 1 else ():
        place = sheet.file.within(node, twice.start(), len(twice[0]))
        sheet.tell("mark-twice", place, twice[1], "warning", mark=twice[1])
    if not opened == text.count("}") + text.count("]]") == len(linked) + len(marked):
        _unpaired(sheet, node, text)


def _unpaired(sheet: Sheet, node: Scalar, text: str) -> None:
    """Braces and brackets that are opened or closed alone."""
    bare = WITHIN.sub(lambda match: " " * len(match[0]), text)
    lefts = tuple(re.finditer(r"(\[\[|\{)([\w-]*)", bare))
    for left in lefts:
        place = sheet.file.within(node, left.start(), len(left[0]))
        again = text.startswith(left[1], left.end())  # opened a second time
        fix = sheet.file.instead(place, "") if again else _paired(sheet, place, left[1], left[2])
        sheet.tell("open-bracket: not closed", sheet.file.within(node, left.start(), len(left[1])), fix, sign=left[1])
    for right in re.finditer(r"(?:\|([^\[\]{}|\n]+)|([\w-]+))?(\]\]|\})", bare) if not lefts else ():
        place, said, sign = sheet.file.within(node, right.start(), len(right[0])), right[1] or right[2] or "", right[3]
        again = text.strip()[: right.start()].endswith(sign)
        fix = sheet.file.instead(place, "") if again else _paired(sheet, place, sign, said, f"|{said or '...'}")
        sheet.tell("open-bracket: not opened", sheet.file.within(node, right.start(3), len(sign)), fix, sign=sign)


def _paired(sheet: Sheet, place: Place, sign: str, said: str, shown: str = "") -> Fix:
    """The repair that opens or closes a link or a mark; `said` is what stands beside its one sign."""
    link = sign in ("[[", "]]")
    known = sheet.names.known("person", "term") if link else sheet.names.known("source", "fact of the record")
    near = sheet.near(said.lower().replace(" ", "-") if link else said, known) if said else None
    better = f"[[{near or '(a person or a term)'}{shown}]]" if link else f"{{{near or '(a source)'}}}"
    return sheet.file.instead(place, better) if near else Fix(better)


def _mark(sheet: Sheet, node: Scalar, text: str, at: int) -> None:
    """Every name in a mark must be a source, or a fact of the record."""
    if text.strip() == "imagined":
        return
    first = re.split(r"[\s,]", text.strip(), maxsplit=1)[0]
    known = not first or first == "disputed" or sheet.finds(first, "source", "fact of the record")
    if not known and (near := sheet.near(first, ("imagined", "disputed"))):
        place = sheet.file.within(node, at + text.find(first), len(first))
        sheet.tell("unknown-source: own word", place, near, name=first, near=near)
        return
    listing = text.strip().removeprefix("disputed")
    offset = at + text.find(listing)
    for one in re.finditer(r"[^,\s][^,]*", listing):
        named = one[0].rstrip()
        kind = "fact of the record" if re.fullmatch(r"R\d+", named) else "source"
        if not sheet.finds(named, kind):
            place = sheet.file.within(node, offset + one.start(), len(named))
            sheet.use(place, named, kind, code="unknown-source")
    if not listing.strip():
        sheet.tell("unknown-source: empty braces", sheet.file.within(node, at - 1, len(text) + 2))


def statements(sheet: Sheet, node: Node) -> tuple[Statement, ...]:
    """The rows of a card: each paragraph with the mark at its end."""
    prose(sheet, node)
    if not isinstance(node, Scalar):
        return ()
    rows = []
    for paragraph in re.finditer(r"\S(?:.|\n(?!\s*\n))*", node.text):
        text = paragraph[0].rstrip()
        last = re.search(r"\{([^{}\n]*)\}$", text)
        if last is None:
            tail = text.rsplit(None, 1)[-1]
            at = paragraph.start() + len(text) - len(tail)
            better, cited = _tail(sheet, text)
            told = "unmarked-record: cited otherwise" if cited else "unmarked-record"
            sheet.tell(told, sheet.file.within(node, at, len(tail)), Fix(better))
            continue
        rows.append(Statement(text[: last.start()].rstrip(), sheet.names.mark(sheet.file, last[1])))
    return tuple(rows)


def _tail(sheet: Sheet, text: str) -> tuple[str, bool]:
    """The last words of a paragraph, as they look once they are marked, and whether they cite a source in their own way."""
    line, mark = text.rpartition("\n")[2].strip(), "imagined"
    cited = re.search(r"\s*[(\[{]([^()\[\]{}]+)[)\]}]\W*$", line)
    source = sheet.near(cited[1].strip().lower(), ("imagined", *sheet.names.known("source"))) if cited else None
    if cited and source:
        line, mark = line[: cited.start()], source
    return f"{line if len(line) < 70 else '… ' + ' '.join(line.split()[-4:])} {{{mark}}}", bool(source)
