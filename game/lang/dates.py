"""Dates as authors write them, told where they are none and mended where there is no doubt. Knows no scene."""

import re
from calendar import monthrange

from game.core.day import MONTHS, SAID, first
from game.lang.nearest import nearest
from game.lang.sheet import Sheet
from game.lang.source import Node
from game.lang.texts import name


def date(sheet: Sheet, node: Node) -> str:
    """A date, shown as it stands: what follows a comma is not reckoned with."""
    text = name(sheet, node)
    said = SAID.fullmatch(text)
    if text and not first(text) and said and said[2] and said[3] in MONTHS:
        days = monthrange(max(int(said[4]), 1), MONTHS.index(said[3]) + 1)[1]
        alike = (str(days), said[2]) if int(said[2]) <= 31 else (said[2][::-1], said[2][0])
        day = next((one for one in alike if int(said[2]) > days >= int(one) > 0), "")
        better = day and f"{text[: said.start(2)]}{day}{text[said.end(2) :]}"
        sheet.tell("bad-date: past the month" if int(said[2]) > days else "bad-date: on no calendar", node, better,
                   date=text, day=said[2], month=said[3], year=said[4], days=days)  # fmt: skip
    elif text and not first(text):
        sheet.tell("bad-date", node, meant(text), date=text)
    return text


def meant(text: str) -> str:
    """The date as it should be written, where there is no doubt: "June 26, 1953", "26.6.1953", "26 Juni 1953"."""
    said, comma, more = re.sub(r"(\d),? (\d{4})", r"\1 \2", text).partition(",")
    numbers = re.fullmatch(r"(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})", said) or re.fullmatch(r"()(\d{4})-(\d\d)-(\d\d)", said)
    if numbers:
        day, month, year = numbers.group(1, 2, 3) if numbers[1] else numbers.group(4, 3, 2)
        named = MONTHS[int(month) - 1] if 0 < int(month) < 13 else ""
    else:
        day, year, spelt = (re.search(one, said) for one in (r"\b\d{1,2}(?!\d)", r"\b\d{4}\b", r"[^\W\d_]{3,}"))
        if not year or not spelt or len(re.findall(r"\d+", said)) > 2:
            return ""
        day, year = day[0] if day else "", year[0]
        alike = (one for one in MONTHS if one.lower().startswith(spelt[0].lower()))
        named = nearest(spelt[0], MONTHS) or next(alike, "")
    better = " ".join(filter(None, [day.lstrip("0"), named, year])) + comma + more
    return better if named and first(better) else ""
