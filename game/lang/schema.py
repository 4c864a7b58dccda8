"""The table of keys as a JSON Schema, for editors that complete and underline while one types. Checks no names."""

from game.lang.shape import INSTEAD, NEEDED, PLACES, TABLE, Key

TEXT: dict[str, object] = {"type": ["string", "number", "boolean", "null"]}
NESTED = {"role": "role", "meter": "meter", "person": "entry", "term": "entry", "scene": "scene", "join": "join",
          "votes": "count"}  # fmt: skip  # what a block of names holds -> the place of its keys
FILES = (("story", "file"), ("chapter", "file"), ("file",), ("play",))


def schema() -> dict[str, object]:
    """Keys and where they stand; every value may be text, for every value is read as it is typed."""
    places = {place: _block(place) for place in PLACES if place not in ("story", "chapter", "file", "play", "item")}
    item = [_ref("text"), _cases(_ref("text")), _ref("choice"), _ref("vote"), _block("item")]
    places["count"]["additionalProperties"] = _ref("text")  # beside whether it was carried, any person's hand
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "A file of a story",
        "anyOf": [_block(*places) for places in FILES],
        "definitions": {**places, "item": {"anyOf": item}, "text": TEXT},
    }


def _block(*places: str) -> dict[str, object]:
    """A block of keys: those that stand there, and of the first place those that it cannot do without."""
    keys = {key.name: _value(key) for place in places for key in TABLE[place].values()}
    needed = [key.name for key in NEEDED[places[0]] if key.name not in INSTEAD]
    either = next((pair for pair in (("choice", "say"), *INSTEAD.items()) if {*pair} <= TABLE[places[0]].keys()), ())
    return {
        "type": "object",
        "properties": keys,
        "additionalProperties": False,
        **({"required": needed} if needed else {}),
        **({"anyOf": [{"required": [name]} for name in either]} if either else {}),
    }


def _value(key: Key) -> dict[str, object]:
    about = {"description": f"{key.says} ({key.holds})"}
    _, named, held = key.holds.partition(": ")
    one: dict[str, object] = _ref("item") if key.holds == "list of items" else _ref(NESTED.get(held, "text"))
    if "or cases" in key.holds:
        one = {"anyOf": [one, _cases(one)]}
    several: dict[str, object] = {"type": "array", "items": one}
    if named:
        return {**about, "type": "object", "additionalProperties": several if held.startswith("list of") else one}
    if ", or a list" in key.holds:
        return {**about, "anyOf": [one, several]}
    return {**about, **(several if key.holds.startswith("list of") else one)}


def _ref(name: str) -> dict[str, object]:
    return {"$ref": f"#/definitions/{name}"}


def _cases(value: dict[str, object]) -> dict[str, object]:
    return {"type": "object", "properties": {"otherwise": value}, "patternProperties": {"^if ": value},
            "additionalProperties": False, "minProperties": 1}  # fmt: skip
