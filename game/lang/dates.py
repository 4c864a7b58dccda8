"""Dates as authors write them: 26 June 1953, June 1953, 1953, 22-29 June 1957. Knows the calendar, and no scene."""

import re

from game.lang.nearest import nearest
from game.lang.sheet import Sheet
from game.lang.source import Node
from game.lang.texts import name

MONTHS = {"January": 31, "February": 29, "March": 31, "April": 30, "May": 31, "June": 30, "July": 31, "August": 31,
          "September": 30, "October": 31, "November": 30, "December": 31}  # fmt: skip


def date(sheet: Sheet, node: Node) -> str:
    """A date, shown as it stands: what follows a comma is not reckoned with."""
    text = name(sheet, node)
    said = re.fullmatch(r"(?:(?:(\d{1,2})-)?(\d{1,2}) )?(?:([A-Z][a-z]+) )?(\d{4})(?:,.*)?", text)
    if text and said and said[3] in MONTHS and not _on_calendar(said[1], said[2], said[3]):
        sheet.tell("bad-date", node, f"{said[3]} has {MONTHS[said[3]]} days, so there is no {said[2]} "
                   f"{said[3]}." if int(said[2]) > MONTHS[said[3]] else f'"{text}" is on no calendar.')  # fmt: skip
    elif text and (said is None or not _on_calendar(said[1], said[2], said[3])):
        better = _meant(text)
        sheet.tell("bad-date", node, f'"{text}" is no date. Dates are written 26 June 1953, June 1953, 1953 or '
                   "22-29 June 1957; after a comma may stand more, such as the hour.",
                   sheet.file.instead(sheet.file.at(node), better) if better else None)  # fmt: skip
    return text


def _meant(text: str) -> str:
    """The date as it should be written, where there is no doubt: "June 26, 1953", "26.6.1953", "26 Juni 1953"."""
    said, comma, more = re.sub(r"(\d),? (\d{4})", r"\1 \2", text).partition(",")
    numbers = re.fullmatch(r"(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})", said) or re.fullmatch(r"()(\d{4})-(\d\d)-(\d\d)", said)
    if numbers:
        day, month, year = numbers.group(1, 2, 3) if numbers[1] else numbers.group(4, 3, 2)
        named = list(MONTHS)[int(month) - 1] if 0 < int(month) < 13 else ""
    else:
        day, year, spelt = (re.search(one, said) for one in (r"\b\d{1,2}(?!\d)", r"\b\d{4}\b", r"[^\W\d_]{3,}"))
        if not year or not spelt or len(re.findall(r"\d+", said)) > 2:
            return ""
        day, year = day[0] if day else "", year[0]
        alike = (one for one in MONTHS if one.lower().startswith(spelt[0].lower()))
        named = nearest(spelt[0], MONTHS) or next(alike, "")
    fits = _on_calendar(None, day or None, named)
    return " ".join(filter(None, [day.lstrip("0"), named, year])) + comma + more if fits else ""


def _on_calendar(first: str | None, last: str | None, month: str | None) -> bool:
    if month is None:
        return last is None
    days = MONTHS.get(month, 0)
    return days > 0 and (last is None or int(first or 1) <= int(last) <= days and int(first or 1) > 0 < int(last))
