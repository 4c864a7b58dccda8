"""The one table of keys: where each stands, what it holds, what it is for. Knows no file and checks nothing.

Reader, messages and the guide's list of keys all come from it; a new key of the language begins here.
"""

from dataclasses import dataclass

PLAY = ".play.yaml"  # how the names of plays end
FORMAT = 1  # the version of the language that this program reads
PLACES = {
    "story": "story.yaml",
    "file": "any file",
    "chapter": "a chapter",
    "scene": "a scene",
    "item": "an item of a script",
    "join": "a join",
    "choice": "a choice",
    "vote": "a vote",
    "role": "a role",
    "meter": "a meter",
    "entry": "a person or a term",
    "play": "a play",
    "count": "the votes of a play",
}


@dataclass(frozen=True, slots=True)
class Key:
    """`stands` names PLACES; `needed` those of them that cannot do without it."""

    name: str
    stands: tuple[str, ...]
    holds: str
    says: str
    needed: tuple[str, ...] = ()


def _key(name: str, stands: str, holds: str, says: str) -> Key:
    """`stands` is a list in words, with an exclamation mark after each place that needs the key."""
    places = stands.split()
    needed = tuple(place[:-1] for place in places if place.endswith("!"))
    return Key(name, tuple(place.rstrip("!") for place in places), holds, says, needed)


HEADING = ("date", "place", "picture", "sound", "speaker")
BEGIN = ("choice", "say", "vote")  # the keys that make an item of a script more than a line or a heading
INSTEAD = {"scenes": "joins"}  # a needed key, and the one that may stand in its stead
DECLARES = ("meters", "ties", "facts", "people", "terms", "sources", "record", "pictures", "sounds")
KEYS = (
    _key("format", "story! chapter", "a number", "version of the language, 1"),
    _key("title", "story!", "words", "what the story is called"),
    _key("language", "story chapter", "words", "the tongue it is written in, such as en"),
    _key("roles", "story!", "person: role", "who can be played"),
    _key("meters", "file", "name: meter", "whole numbers that choices move"),
    _key("ties", "file", "list of persons", "what each of them thinks of you, from -3 to 3"),
    _key("facts", "file", "name: list of values", "one value at a time; each begins as the first"),
    _key("people", "file", "name: person", "entries of the codex that can speak and vote"),
    _key("terms", "file", "name: term", "entries of the codex"),
    _key("sources", "file", "name: prose", "works that marks such as {taubman} name"),
    _key("record", "file", "name: prose", "facts to be played, each with its mark at the end"),
    _key("pictures", "file", "name: words", "what each shows, for those who cannot see it"),
    _key("sounds", "file", "name: words", "what is heard, for those who cannot hear it; each is a file sounds/NAME.ogg"),
    _key("chapter", "chapter!", "words", "title of the chapter"),
    _key("role", "chapter meter", "person, or a list of them", "whose it is; everybody's, if none"),
    _key("scenes", "chapter!", "name: scene", "its scenes"),
    _key("date", "chapter scene item", "date or cases", "when it is, from here on"),
    _key("place", "chapter scene item", "words or cases", "where it is, from here on"),
    _key("picture", "chapter scene item", "picture or cases", "what is shown, from here on"),
    _key("sound", "chapter scene item", "sound, or silence, or cases", "what is heard, from here on"),
    _key("speaker", "chapter scene item", "person, with a face if wanted, or nobody, or cases", "who is seen, from here on"),
    _key("by", "chapter", "words", "who wrote it"),
    _key("joins", "chapter", "scene: join", "what a branch adds to scenes of other files: choices, and prose before them; may stand without scenes"),
    _key("script", "scene! join!", "list of items", "what happens, in order: prose, cases, choices, votes"),
    _key("record", "scene", "prose", "what really happened, each paragraph with its mark at the end"),
    _key("ending", "scene", "words", "title of this end; the game ends here"),
    _key("history", "scene choice", "yes or no", "as it happened"),
    _key("choice", "choice", "words", "an act that the player may choose"),
    _key("say", "choice", "words", "the same, spoken"),
    _key("was", "chapter scene choice role", "earlier name, or a list", "earlier path, name or words, by which old games know it"),
    _key("called", "choice", "a name", "a name for conditions: chose NAME"),
    _key("if", "choice", "a condition", "when the choice can be made"),
    _key("locked", "choice", "words", "why it is shut, for one that is shown all the same"),
    _key("then", "choice item role", "meter: signed number, fact: value", "what changes"),
    _key("reply", "choice", "prose or cases", "what is read when it was chosen"),
    _key("to", "choice item", "scene or cases", "where the story goes; without it, on below"),
    _key("take", "item", "a number, or any", "how many of the choices that follow may be taken, none twice"),
    _key("vote", "vote!", "words", "the motion"),
    _key("voters", "vote!", "person: for, against or abstains, with words after it if wanted, or cases", "hands, in the order in which they go up"),
    _key("approach", "role", "words", "kind of role: historical agent, everyday person, from above"),
    _key("about", "role meter", "prose", "what a player reads about it"),
    _key("about", "entry!", "prose or cases", "what the codex says, by cases where it depends on who asks and when"),
    _key("became", "entry", "prose or cases", "what became of a person, told after an ending"),
    _key("goal", "role", "prose", "what this person is after"),
    _key("questions", "role", "list of prose or cases", "to think about, asked after an ending: the first six that hold"),
    _key("start", "role!", "scene", "where it begins"),
    _key("start", "meter!", "a number", "where it stands at the beginning"),
    _key("minutes", "role", "words", "how long it takes"),
    _key("warning", "role scene", "words", "what some would rather know before"),
    _key("name", "meter! entry!", "words", "the name that players read"),
    _key("scale", "meter!", "two numbers, such as 0 to 10", "how far it goes"),
    _key("hidden", "meter", "yes or no", "never shown to players"),
    _key("seats", "entry", "a number", "for how many a voter counts; one, if nothing is said"),
    _key("lived", "entry", "words", "years of a life"),
    _key("kind", "entry", "words", "what a person is, in a few words"),
    _key("picture", "entry", "picture", "a portrait"),
    _key("role", "play!", "person", "whose play it is"),
    _key("choices", "play!", "list of choices", "by id, or by number on the page"),
    _key("ends", "play", "scene", "the ending that they lead to"),
    _key("at", "play", "scene", "the scene that they lead to"),
    _key("votes", "play", "scene: votes", "how the last vote there went: carried: yes, person: hand"),
    _key("carried", "count", "yes or no", "whether more hands were for than against"),
    _key("meters", "play", "meter: number", "where meters stand then"),
    _key("facts", "play", "fact: value", "where facts stand then"),
)  # fmt: skip
TABLE = {place: {key.name: key for key in KEYS if place in key.stands} for place in PLACES}
NEEDED = {place: tuple(key for key in KEYS if place in key.needed) for place in PLACES}
NAMES = frozenset(key.name for key in KEYS)


def elsewhere(name: str) -> tuple[str, ...]:
    """The places where a key of this name stands, in words."""
    if name in BEGIN:
        return ("a script, right after a dash",)
    return tuple(words for place, words in PLACES.items() if name in TABLE[place])
