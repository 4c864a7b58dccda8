"""A page of every kind, with text as long and as short as a story may have it."""

from dataclasses import replace

from game.app.message import Choose, Close, Continue, Copy, GoOn, NewGame, Open, Quit, Show, Title
from game.app.page import Button, Field, Heading, Meter, Page, Picture, Prose, Row, note, words
from game.core.text import Paragraph, Run, paragraphs


def choice(digit: int, text: str, shut: str | None = None) -> Button:
    return Button(paragraphs(text)[0].runs, Choose(digit), digit, shut)


def go_on(digit: int | None = 1) -> Button:
    return Button(words("Go on"), GoOn(), digit, style="main")


METERS = (
    Meter("presidium", "Presidium", 3, 0, 10, "-1"),
    Meter("committee", "Central Committee", 6, 0, 10, "+1"),
    Meter("army", "Army", 4, 0, 10),
    Meter("thaw", "The Thaw", 5, 0, 10),
)
ICONS = (
    Button(words("Back"), Show("back"), style="icon", name="back"),
    Button(words("Menu"), Show("menu"), style="icon", name="menu"),
)

TITLE = Page(
    "title",
    (
        Picture("poster", "A red poster with a dark profile on it"),
        Picture("row", "Seven heads in a row; where one was, there is paper", "figure"),
        Heading("Collective Leadership"),
        Heading("Коллективное руководство", "subtitle"),
        Heading("Moscow, 1953–1961", "subtitle"),
        Button(words("Continue"), Continue(), 1, style="main"),
        Button(words("New game"), Show("roles"), 2, style="second"),
        Button(words("How to play"), Show("help"), 3, style="second"),
        Button(words("Keys"), Show("keys"), 4, style="second"),
        Button(words("Credits"), Show("credits"), 5, style="second"),
        Button(words("Quit"), Quit(), 6, style="second"),
        note("Continue: The Committee Room, 26 June 1953. Nikita Khrushchev"),
    ),
    leave=Quit(),
)

ROLES = Page(
    "roles",
    (
        Picture("back-archive", "Shelves of files under a green lamp."),
        Heading("Whose chair?"),
        Heading("Nobody may sit at the head of the table. Everybody looks at it.", "subtitle"),
        Picture("bust-khrushchev", "A bald man with a wide face", "figure", "Nikita Khrushchev", "First secretary"),
        Heading("Nikita Khrushchev", "subtitle"),
        Prose(
            paragraphs(
                "You run the party in Moscow and you tell the stories at dinner. Nobody at the table is afraid of you,"
                " which has kept you alive. You signed lists too."
            )
        ),
        Heading("Goal", "label"),
        Prose(paragraphs("Be alive at the end of June. If you can, be first. In that order.")),
        Heading("How it is played", "label"),
        Prose(
            paragraphs(
                "You read and you choose. Nothing is left to chance, and no clock runs.\n\n"
                "The meters show who stands behind you. What one man thinks of you is never shown.\n\n"
                "Underlined words open the codex. After an event, a card says what really happened and how we know.\n\n"
                "Every choice is kept at once. Close the window when you like; Backspace takes the last choice back."
            ),
            "note",
        ),
        Heading("Be ready for", "label"),
        Prose(
            paragraphs("Arrest, torture and killings, as the men who ordered them spoke of them. Nothing is shown."),
            "note",
        ),
        *(replace(meter, note="") for meter in METERS),
        Heading("Chairman · about 40 minutes", "slug"),
        Button(words("Take the chair"), NewGame("khrushchev"), 1, style="main"),
        Button(words("Back"), Close(), 2, style="second"),
    ),
    leave=Close(),
)

STORY = (
    "The lamps have been lit since noon, though it is June. [[bulganin|Bulganin]] is in the chair, and he will not look"
    " at the man whose chair it was this morning. Malenkov reads from a sheet folded into eighths: the ministries"
    " broken up, the shouting, the promise to overtake America in meat.\n\n"
    "Nobody has told you whether the minutes have begun. You have taken down every word since the [[secret-speech|"
    'secret speech]], and your pencil is already moving. Khrushchev leans back until the chair complains. *"Fine'
    ' arithmetic,"* he says. *"But we did not get our posts by arithmetic."*'
)
CHOICES = (
    choice(1, "Write it down exactly as he said it"),
    choice(2, '"Nikita Sergeyevich, the chair has not given you the word."'),
    choice(3, "Lay down the pencil until the chair nods"),
    choice(4, "Ask Mikoyan aloud if this is for the record", "needs Presidium 5 (you have 3)"),
)
SCENE = Page(
    "scene",
    (
        Heading("18 June 1957. 14.40", "slug"),
        Heading("Kremlin, Presidium room", "slug"),
        Picture("back-presidium", "A long green table under a portrait", "place"),
        Picture(
            "bust-khrushchev-smiling",
            "Khrushchev, smiling",
            "figure",
            "N. S. Khrushchev",
            "First Secretary, for the moment",
        ),
        Prose(paragraphs(STORY)),
        *CHOICES,
        *METERS,
        *ICONS,
    ),
    leave=Show("menu"),
    turn="1",
)
LONG = Page(
    "scene",
    (
        Heading("26 June 1953. 13.00", "slug"),
        Heading("Kremlin, Malenkov's office", "slug"),
        Picture("back-phones", "A desk with a row of telephones", "place"),
        Picture(
            "bust-beria",
            "Beria in a hat, glasses like two coins",
            "figure",
            "L. P. Beria",
            "Minister of the Interior, first deputy",
        ),
        Prose(
            paragraphs(
                "Zhukov looks at the clock, then at you. He says he will be where he is told to be, and that he has been"
                " told by many people in his life."
            ),
            "reply",
        ),
        Prose(
            paragraphs(
                STORY
                + "\n\nBeria laughs at something on page four. He has been reading through other people's speeches since"
                " March and nobody has told him to stop. The carafe goes round. When it reaches Molotov he does not pour;"
                " he holds it a moment, as if to read the label, and passes it to you.\n\n"
                "> TO: COMRADE MALENKOV G. M.\n> Reports of movement on the Moscow ring are exaggerated.\n> BERIA"
            )
        ),
        Heading("26 June 1953. 13.10", "slug"),
        Heading("The same room", "slug"),
        Prose(
            paragraphs(
                '"You aren\'t drinking, Nikita Sergeyevich," says Beria, without looking up.\n\n"I\'m on duty."\n\n'
                '"On duty." He turns the page. "And who relieves you?"'
            )
        ),
        choice(1, '"You do, Lavrenty Pavlovich. As always."'),
        choice(2, "Pour for everybody, and for him last, so that he has to wait with his glass held out"),
        choice(3, "Look at Malenkov, who has his thumb on the button and is not pressing it"),
        choice(
            4,
            "Say the word yourself",
            "needs Army 6 (you have 4), and Zhukov must already be in the next room with his men",
        ),
        choice(5, "Drink"),
        Meter("presidium", "Presidium", 3, 0, 10, "-1"),
        Meter("committee", "Central Committee", 10, 0, 10, "already as high as it goes"),
        Meter("army", "Army", 4, 0, 10),
        Meter("thaw", "The Thaw", 0, 0, 10, "already as low as it goes"),
        *ICONS,
    ),
    leave=Show("menu"),
    turn="2",
)
FULL = replace(
    SCENE,
    blocks=(
        *SCENE.blocks[:4],
        Prose(paragraphs("You put the hat back on its peg. It is not your hat, and he has seen whose it is."), "reply"),
        Prose(
            paragraphs(
                STORY
                + " Then he looks down the table, at you, to see if you have it. The carafe goes round. When it reaches"
                " Molotov he does not pour; he holds it a moment, as if to read the label, and passes it on to you.\n\n"
                '"Well?" says Malenkov.'
            )
        ),
        *CHOICES,
        *METERS,
        *ICONS,
    ),
    turn="1.1",
)
SHORT = Page(
    "scene",
    (
        Heading("5 March 1953. 21.50", "slug"),
        Heading("Kuntsevo", "slug"),
        Picture("back-corridor", "A corridor", "place"),
        Prose(paragraphs("He is dead.")),
        go_on(),
        *METERS[:2],
        *ICONS,
    ),
    leave=Show("menu"),
    turn="3",
)
VOTERS = (
    ("Molotov", "for"),
    ("Voroshilov", "for"),
    ("Khrushchev", "for"),
    ("Kaganovich", "for"),
    ("Bulganin", "for"),
    ("Malenkov", "abstains"),
    ("Mikoyan", "against"),
    ("Pervukhin", "against"),
)


def hand(name: str, side: str) -> Row:
    return Row(side, words(name), picture=f"bust-{name.lower()}")


VOTE = Page(
    "vote",
    (
        Heading("26 June 1953. 13.20", "slug"),
        Heading("Kremlin, Malenkov's office", "slug"),
        Heading("Relieve L. P. Beria of all his posts and hand his case to the Procurator"),
        *(hand(name, side) for name, side in VOTERS),
        Prose(
            (
                Paragraph(
                    (Run("The motion carries, five to two. "), Run("Malenkov’s thumb is still on the button.", True))
                ),
            ),
            "note",
        ),
        go_on(),
        *ICONS,
    ),
    leave=Show("menu"),
    turn="4",
)
UNANIMOUS = replace(
    VOTE,
    blocks=(
        *VOTE.blocks[:2],
        *(hand(name, "for") for name, _ in VOTERS[:2] + VOTERS[3:]),
        note("Carried by all."),
        go_on(),
    ),
    turn="5",
)
SAID = (
    "Raises the hand before the question is out, and looks at nobody.",
    "His arm goes up with Molotov's, as it has since 1926.",
    "You. Your sleeve catches the carafe, and Mikoyan steadies it without a word.",
    "“For! And let it stand in the minutes that I said it loudly.”",
    "",
    "Malenkov writes something on the sheet, and then crosses it out, and by then the count has passed him.",
    "“He can still be useful. Make him minister of oil.” Nobody laughs, and it was not a joke.",
    "Studies the ceiling.",
)
SPOKEN = replace(
    VOTE,
    blocks=tuple(
        replace(block, note=words(SAID[number - 3]) if SAID[number - 3] else ()) if isinstance(block, Row) else block
        for number, block in enumerate(VOTE.blocks)
    ),
    turn="4.1",
)
ELEVEN = ("Bulganin", "Voroshilov", "Kaganovich", "Malenkov", "Molotov", "Pervukhin", "Saburov")
DIVIDED = replace(
    VOTE,
    blocks=(
        Heading("18 June 1957. 17.20", "slug"),
        Heading("Relieve N. S. Khrushchev of the post of First Secretary"),
        *(hand(name, "for") for name in ELEVEN),
        *(hand(name, "against") for name in ("Khrushchev", "Mikoyan", "Suslov", "Kirichenko")),
        note("The motion carries: 7 for, 4 against."),
        go_on(),
        *ICONS,
    ),
    turn="4.2",
)
RECORD = Page(
    "record",
    (
        Picture("back-car", "A car at night", "place"),
        Heading("What really happened"),
        Heading("Presidium of the Central Committee, 26 June 1953", "slug"),
        Row(
            "documented",
            words("Beria was arrested at a meeting of the Presidium on 26 June 1953. Marshal Zhukov and General Moskalenko"
                  " led the officers who took him."),
            words("Source: Lavrenty Beria, 1953. Stenographic record of the July Plenum (Moscow, 1999)."),
        ),
        Row(
            "disputed",
            (Run("Malenkov pressed a hidden button. "), Run("Memoirs", True), Run(" say so; the minutes end before it.")),
            (Run("Source: memoir accounts; see William Taubman, "), Run("Khrushchev", True), Run(" (2003).")),
        ),
        Row("imagined", words("The carafe, and what was said over it."), words("No source. Invented for this story.")),
        Prose(
            tuple(
                Paragraph((Run(line, italic=True),))
                for line in ("You: “You do, Lavrenty Pavlovich. As always.”", "In the record: Say the word yourself")
            ),
            "note",
        ),
        go_on(),
        *ICONS,
    ),
    leave=Show("menu"),
    turn="6",
)  # fmt: skip
CODEX = Page(
    "codex",
    (
        Heading("Nikolai Bulganin"),
        Heading("Minister of Defense, born 1895", "subtitle"),
        Picture("bust-bulganin", "Bulganin: a silver wave and a small beard", "figure"),
        Prose(
            paragraphs(
                "Minister of Defense after Stalin, a marshal who had never commanded a front. The [[army]] laughed at him"
                " and he knew it.\n\nHe voted with whoever was about to win, in [[presidium|the Presidium]] and at home."
            )
        ),
        Button(words("Close"), Close(), 1, style="main"),
    ),
    leave=Close(),
    turn="bulganin",
    below=SCENE,
)
ENDING = Page(
    "ending",
    (
        Picture("back-archive", "Shelves of files", "place"),
        Heading("The marshals came in"),
        Heading("As it happened", "label"),
        Heading("27 June 1953. 00.10", "slug"),
        Heading("Moscow Military District, the bunker", "slug"),
        Prose(
            paragraphs(
                "Nobody had ever arrested a minister of the interior before, and for a moment nobody knew where such a man"
                " is put. They kept him in the next room until it was dark, and drove him out under a carpet.\n\n"
                "Six months later a court without a defender sat for six days. You were not there. You had signed the paper"
                " that made it short."
            )
        ),
        Button(words("What really happened"), Show("card"), 1, style="main"),
        Button(words("Play again"), NewGame("khrushchev"), 2, style="second"),
        Button(words("To the title"), Title(), 3, style="second"),
        *METERS,
        ICONS[1],
    ),
    leave=Show("menu"),
    turn="7",
)


def problem(number: int) -> tuple[Heading | Prose, ...]:
    return (
        Heading(f"khrushchev/june-1953.yaml:{24 + number}:13", "label"),
        Prose(
            (
                Paragraph((Run(f"   {24 + number} |         to: marshalls"),)),
                Paragraph((Run("      |             ^^^^^^^^^"),)),
            ),
            "code",
        ),
        note(
            'There is no scene called "marshalls" in this file. The nearest is "marshals" (line 41). Write: to: marshals'
        ),
    )


TROUBLE = Page(
    "trouble",
    (
        Heading("This story cannot be played yet"),
        note("Seven places need a look. Nothing is lost: repair them, then read the story again."),
        *(block for number in range(7) for block in problem(number)),
        Button(words("Read again"), Continue(), 1, style="main"),
        Button(words("Quit"), Quit(), 2, style="second"),
    ),
    leave=Quit(),
)
MENU = Page(
    "menu",
    (
        Heading("Menu"),
        Button(words("Back to the story"), Close(), 1, style="main"),
        Button(words("How to play"), Show("help"), 2, style="second"),
        Button(words("Keys"), Show("keys"), 3, style="second"),
        Button(words("To the title"), Title(), 4, style="second"),
        Button(words("Quit"), Quit(), 5, style="second"),
    ),
    leave=Close(),
    below=SCENE,
)
HELP = Page(
    "help",
    (
        Heading("How to play"),
        Prose(
            paragraphs(
                "You read a page and choose what to do. More than one choice is worth taking, and what really happened is"
                " neither always the safe one nor the only one.\n\n"
                "Underlined words open a card: who somebody was, what a word meant then.\n\n"
                "A choice that you cannot take is shown with the reason. After an event a card tells what is documented,"
                " what historians dispute, and what was made up for this story.\n\n"
                "You can take back any choice. Closing the window loses nothing."
            )
        ),
        Button(words("Close"), Close(), 1, style="main"),
    ),
    leave=Close(),
    below=SCENE,
)
KEYS = Page(
    "keys",
    (
        Heading("Keys"),
        *(
            Row(mark, words(text))
            for mark, text in (
                ("1–9", "take the choice with that number"),
                ("Enter, Space", "take what has the focus"),
                ("Arrows, Tab", "move the focus"),
                ("PgUp, PgDn", "turn the page of a long text"),
                ("Backspace", "take one choice back; with Shift, take it again"),
                ("G", "next underlined word; Enter opens it"),
                ("Esc", "menu"),
                ("Ctrl + − 0", "text size"),
                ("F1 or ?", "this page"),
                ("F11", "full screen"),
            )
        ),
        Button(words("Close"), Close(), 1, style="main"),
    ),
    leave=Close(),
    below=SCENE,
)
CREDITS = Page(
    "credits",
    (
        Heading("Credits"),
        Prose(
            paragraphs(
                "Story, drawings and program by the makers of this game. Text and art may be shared under CC BY 4.0.\n\n"
                "Set in PT Serif, PT Sans and PT Mono by ParaType, Sofia Sans by Lettersoup, Special Elite by Astigmatic."
            ),
            "note",
        ),
        Button(words("Close"), Close(), 1, style="main"),
    ),
    leave=Close(),
    below=TITLE,
)
REPORT = "\n".join(
    ("Collective Leadership 0.1.0", "Python 3.11.7, pygame-ce 2.5.8", "", "Traceback (most recent call last):")
    + tuple(f'  File "game/app/update.py", line {number}, in update' for number in range(120, 128))
    + ("KeyError: 'marshalls'",)
)
FAULT = Page(
    "fault",
    (
        Heading("The program made a mistake"),
        note("Your game is kept up to the last choice. Please pass this report on, it says where the mistake is."),
        Field(REPORT),
        Button(words("Copy the report"), Copy(REPORT), 1, style="main"),
        Button(words("Quit"), Quit(), 2, style="second"),
    ),
    leave=Quit(),
)

PAGES = {
    "title": TITLE,
    "roles": ROLES,
    "scene": SCENE,
    "full": FULL,
    "long": LONG,
    "short": SHORT,
    "vote": VOTE,
    "unanimous": UNANIMOUS,
    "spoken": SPOKEN,
    "divided": DIVIDED,
    "record": RECORD,
    "codex": CODEX,
    "ending": ENDING,
    "trouble": TROUBLE,
    "menu": MENU,
    "help": HELP,
    "keys": KEYS,
    "credits": CREDITS,
    "fault": FAULT,
}
OPENED = Open("bulganin")
