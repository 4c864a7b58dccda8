"""The table of keys as a JSON Schema, for editors that complete and underline while one types. Checks no names."""

from game.lang.shape import INSTEAD, PLACES, TABLE, Key

TEXT: dict[str, object] = {"type": ["string", "number", "boolean", "null"]}
NESTED = {"role": "role", "meter": "meter", "person": "entry", "term": "entry", "scene": "scene", "join": "join",
          "votes": "count"}  # fmt: skip  # what a block of names holds -> the place of its keys
FILES = (("story", "file"), ("chapter", "file"), ("file",), ("play",))


def schema() -> dict[str, object]:
    """Keys and where they stand; every value may be text, for every value is read as it is typed."""
    places = {place: _block(place) for place in PLACES if place not in ("story", "chapter", "file", "play", "item")}
    places["count"]["additionalProperties"] = _ref("text")  # beside whether it was carried, any person's hand
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "A file of a story",
        "anyOf": [_block(*places) for places in FILES],
        "definitions": {**places, "item": _item(), "text": TEXT},
    }


def _block(*places: str) -> dict[str, object]:
    """A block of keys: those that stand there, and of the first place those that it cannot do without."""
    keys = {key.name: _value(key) for place in places for key in TABLE[place].values()}
    needed = [key.name for key in TABLE[places[0]].values() if places[0] in key.needed and key.name not in INSTEAD]
    either = next((pair for pair in (("choice", "say"), *INSTEAD.items()) if {*pair} <= TABLE[places[0]].keys()), ())
    return {
        **_object(keys),
        **({"required": needed} if needed else {}),
        **({"anyOf": [{"required": [name]} for name in either]} if either else {}),
    }


def _item() -> dict[str, object]:
    """An item of a script: prose, cases, a choice, a vote, or what holds from there on."""
    return {"anyOf": [_ref("text"), _cases(_ref("text")), _ref("choice"), _ref("vote"), _block("item")]}


def _value(key: Key) -> dict[str, object]:
    about = {"description": f"{key.says} ({key.holds})"}
    name, _, held = key.holds.partition(": ")
    if key.holds == "list of items":
        return {**about, "type": "array", "items": _ref("item")}
    if key.holds == "list of prose or cases":
        return {**about, "type": "array", "items": {"anyOf": [_ref("text"), _cases(_ref("text"))]}}
    if key.holds.startswith("list of"):
        return {**about, "type": "array", "items": _ref("text")}
    if key.holds.endswith((", or a list", ", or a list of them")):
        return {**about, "anyOf": [_ref("text"), {"type": "array", "items": _ref("text")}]}
    if held in NESTED:
        return {**about, **_names(_ref(NESTED[held]))}
    if key.name == "facts" and "file" in key.stands:
        return {**about, **_names({"type": "array", "items": _ref("text")})}
    if key.name == "voters":
        return {**about, **_names({"anyOf": [_ref("text"), _cases(_ref("text"))]})}
    if held and name in ("name", "meter", "fact", "person"):
        return {**about, **_names(_ref("text"))}
    if key.holds.endswith("or cases"):
        return {**about, "anyOf": [_ref("text"), _cases(_ref("text"))]}
    return {**about, "$ref": "#/definitions/text"}


def _ref(name: str) -> dict[str, object]:
    return {"$ref": f"#/definitions/{name}"}


def _object(keys: dict[str, dict[str, object]]) -> dict[str, object]:
    return {"type": "object", "properties": keys, "additionalProperties": False}


def _names(value: dict[str, object]) -> dict[str, object]:
    return {"type": "object", "additionalProperties": value}


def _cases(value: dict[str, object]) -> dict[str, object]:
    return {"type": "object", "properties": {"otherwise": value}, "patternProperties": {"^if ": value},
            "additionalProperties": False, "minProperties": 1}  # fmt: skip
