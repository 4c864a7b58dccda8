"""The state machine, on small stories written for one rule each."""

from collections.abc import Callable

import pytest

from game.core.play import Card, Closed, Count, Line, Turn, begin, step
from game.core.road import taken
from game.core.story import Story
from game.core.text import plain
from tests.conftest import DECLARED

Reader = Callable[..., Story]


def read_aloud(turn: Turn) -> list[str]:
    """What a turn shows, a word for each kind and the text of lines."""
    told = []
    for shown in turn.shown:
        match shown:
            case Line(text):
                told.append(plain(text))
            case Count(carried=carried):
                told.append(f"vote {'carried' if carried else 'lost'}")
            case Card(scene):
                told.append(f"card {scene}")
    return told


def ids(turn: Turn) -> list[str]:
    return [option.choice.id for option in turn.options]


HEAD = "chapter: A room\nrole: zhukov\ndate: 26 June 1953\nplace: A room\nscenes:\n"


def test_a_choice_without_to_goes_on_below_it(story: Reader) -> None:
    """The reply comes first, then the prose that follows the decision."""
    tale = story(
        HEAD
        + """\
  first:
    script:
      - He waits.
      - choice: Nod.
        reply: He nods back.
      - choice: Frown.
      - Time passes.
      - choice: Leave.
        to: out
  out:
    ending: Out
    history: yes
    script:
      - The door shuts.
"""
    )
    turn = begin(tale, "zhukov")
    assert read_aloud(turn) == ["He waits."]
    assert read_aloud(step(tale, turn, "nod")) == ["He nods back.", "Time passes."]
    assert read_aloud(step(tale, turn, "2")) == ["Time passes."]
    end = step(tale, step(tale, turn, "1"), "leave")
    assert read_aloud(end) == ["The door shuts."]
    assert end.ended
    assert not end.options


def test_effects_act_before_the_reply_is_read_and_keep_to_the_bounds(story: Reader) -> None:
    """`then` moves a meter within its scale, sets a fact, and the reply already sees both."""
    tale = story(
        HEAD
        + """\
  first:
    script:
      - He waits.
      - choice: Arrest him.
        then: {army: +9, beria: arrested, zhukov: -1}
        reply:
          if army is 10 and beria is arrested: Done.
          otherwise: Nothing.
      - choice: Wait.
      - choice: Leave.
        to: out
      - to: out
  out:
    ending: Out
    history: yes
    script:
      - The door shuts.
"""
    )
    # the three choices are one decision: an arrest is made, and the script runs on to its end
    turn = begin(tale, "zhukov")
    assert ids(turn) == ["arrest-him", "wait", "leave"]


def test_hidden_choices_take_no_number_and_shut_ones_do(story: Reader) -> None:
    """Without `locked` a choice whose condition fails is not there; with it, it is there and does nothing."""
    tale = story(
        HEAD
        + """\
  first:
    script:
      - He waits.
      - choice: Call the army.
        if: army at least 9
        locked: The army does not know you.
        to: out
      - choice: Call Zhukov.
        if: zhukov at least 1
        to: out
      - choice: Leave.
        to: out
  out:
    ending: Out
    history: yes
    script:
      - The door shuts.
"""
    )
    turn = begin(tale, "zhukov")
    assert [(option.number, option.choice.id, option.why) for option in turn.options] == [
        (1, "call-the-army", "The army does not know you."),
        (2, "leave", None),
    ]
    with pytest.raises(Closed):
        step(tale, turn, "1")
    with pytest.raises(Closed):
        step(tale, turn, "call-zhukov")
    assert step(tale, turn, "2").ended


def test_cases_take_the_first_that_holds(story: Reader) -> None:
    """Prose, where a choice leads and a reply may vary; a `to` none of whose cases holds lets the script go on."""
    tale = story(
        HEAD
        + """\
  first:
    script:
      - if army at least 5: Strong.
        if army at least 3: Middling.
        otherwise: Weak.
      - choice: Gain.
        then: {army: +1}
        reply:
          if army at least 5: Stronger now.
          otherwise: Still weak.
      - to: {if army at most 4: out}
      - Only the strong come here.
      - choice: Leave.
        to: {if army is 5: won, otherwise: out}
  out:
    ending: Out
    history: yes
    script:
      - The door shuts.
  won:
    ending: Won
    history: yes
    script:
      - The door opens.
"""
    )
    turn = begin(tale, "zhukov")
    assert read_aloud(turn) == ["Middling."]
    turn = step(tale, turn, "gain")
    assert read_aloud(turn) == ["Stronger now.", "Only the strong come here."]
    assert step(tale, turn, "leave").state.scene == "room/won"


VOTE = (
    HEAD
    + """\
  first:
    script:
      - Now.
      - choice: Speak.
        called: spoke
        then: {zhukov: +1}
      - choice: Keep silent.
      - vote: Relieve the minister
        voters:
          zhukov: {if zhukov at least 1: for, otherwise: against}
          beria: against
          khrushchev: {if chose spoke: for, otherwise: abstains}
      - if carried: "It carries, {imagined}"
        otherwise: It fails.
      - if hands is 2: Two.
      - to: second
    record: |
      A man was relieved. {R04}
  second:
    script:
      - if seen first: You were there.
        otherwise: You were not.
      - choice: Again.
        to: first
      - choice: Leave.
        to: out
  out:
    ending: Out
    script:
      - The door shuts.
    record: |
      It was not so. {knight}
"""
).replace('"It carries, {imagined}"', "It carries.")
PEOPLE = "  khrushchev: {name: Nikita Khrushchev, about: A secretary.}\nsources:"


def with_khrushchev(declared: str) -> str:
    return declared.replace("sources:", PEOPLE, 1)


def test_a_vote_counts_hands_that_earlier_choices_turned(story: Reader) -> None:
    """More for than against carries; `carried` and `hands` speak of the vote just counted."""
    from tests.conftest import DECLARED

    tale = story(VOTE, with_khrushchev(DECLARED))
    spoken = step(tale, begin(tale, "zhukov"), "spoke")
    count = next(shown for shown in spoken.shown if isinstance(shown, Count))
    assert [(person, raised.hand) for person, raised in count.hands] == [
        ("zhukov", "for"),
        ("beria", "against"),
        ("khrushchev", "for"),
    ]
    assert read_aloud(spoken) == ["vote carried", "It carries.", "Two.", "card room/first", "You were there."]
    silent = step(tale, begin(tale, "zhukov"), "keep-silent")
    assert read_aloud(silent) == ["vote lost", "It fails.", "card room/first", "You were there."]


def test_a_card_is_shown_once_when_its_scene_is_first_left(story: Reader) -> None:
    """Coming back and leaving again shows no second card; an ending's card is the last that is shown."""
    from tests.conftest import DECLARED

    tale = story(VOTE, with_khrushchev(DECLARED))
    turn = step(tale, begin(tale, "zhukov"), "spoke")
    turn = step(tale, step(tale, turn, "again"), "spoke")
    assert "card room/first" not in read_aloud(turn)
    assert read_aloud(step(tale, turn, "leave")) == ["The door shuts.", "card room/out"]


def test_a_scene_starts_from_its_own_headings(story: Reader) -> None:
    """What another scene set last, a place or a figure, does not follow the player into the next."""
    tale = story(
        HEAD
        + """\
  first:
    script:
      - He waits.
      - place: A cellar
      - speaker: beria
      - It is dark.
      - choice: Leave.
        to: out
  out:
    ending: Out
    history: yes
    script:
      - The door shuts.
"""
    )
    turn = begin(tale, "zhukov")
    assert (turn.heading.place, turn.heading.speaker) == ("A cellar", "beria")
    assert [line.heading.place for line in turn.shown if isinstance(line, Line)] == ["A room", "A cellar"]
    end = step(tale, turn, "leave")
    assert (end.heading.place, end.heading.speaker) == ("A room", "")


TWO = """\
format: 1
title: A story of two
meters:
  army: {name: The army, scale: 0 to 10, start: 4}
roles:
  zhukov: {about: A marshal., start: room/first, then: {army: +2}}
  beria: {about: A minister., start: room/first}
people:
  zhukov:
    name: Georgy Zhukov
    about:
      if after June 1953 or (role is zhukov and after 24 June 1953): Back in Moscow.
      otherwise: In the Urals.
  beria: {name: Lavrenty Beria, about: A minister.}
"""
SHARED = """\
chapter: A room
role: [zhukov, beria]
date: June 1953
scenes:
  first:
    script:
      - if role is zhukov and army is 6: You have brought six men.
        if role is not zhukov and army is 4: There are more caps on the pegs than usual.
      - if gently: You look away.
        otherwise: You look.
      - choice: Wait.
        reply:
          if after 1952: Now.
      - date: 26 June 1953
      - if after 25 June 1953: It is the day.
      - if after 26 June 1953 or after June 1953 or after 22-26 June 1953 or after 1953: It is past.
      - choice: Leave.
        to: out
  out:
    date: 1 July 1953
    ending: Out
    history: yes
    script:
      - if after June 1953: It is July.
"""


def test_two_roles_share_a_scene_and_read_it_each_their_own_way(story: Reader) -> None:
    """A role may begin otherwise than the story does; that does not count as moved."""
    tale = story(SHARED, TWO)
    zhukov, beria = begin(tale, "zhukov"), begin(tale, "beria")
    assert read_aloud(zhukov) == ["You have brought six men.", "You look."]
    assert read_aloud(beria) == ["There are more caps on the pegs than usual.", "You look."]
    assert (zhukov.moved, beria.moved) == ((), ())


def test_who_asks_to_be_spared_reads_another_paragraph_and_decides_the_same(story: Reader) -> None:
    """Gently touches prose alone, and lasts."""
    tale = story(SHARED, TWO)
    spared = begin(tale, "zhukov", gently=True)
    assert read_aloud(spared) == ["You have brought six men.", "You look away."]
    assert ids(spared) == ids(begin(tale, "zhukov"))


def test_a_vague_date_is_its_first_day_in_a_heading_and_its_last_in_a_condition(story: Reader) -> None:
    """So nothing is told early."""
    tale = story(SHARED, TWO)
    first = begin(tale, "zhukov")
    about = tale.entries["zhukov"].about
    assert taken(about, first.state.values) == "In the Urals."
    second = step(tale, first, "wait")
    assert read_aloud(second) == ["Now.", "It is the day."]
    assert taken(about, second.state.values) == "Back in Moscow."
    assert taken(about, step(tale, begin(tale, "beria"), "wait").state.values) == "In the Urals."
    assert read_aloud(step(tale, second, "leave")) == ["It is July."]


OFFICE = (
    HEAD
    + """\
  first:
    script:
      - It is morning.
      - place: The office
      - Three people want you, and there is time for two.
      - take: 2
      - choice: Ring the embassy.
        to: embassy
      - choice: See the map.
        reply: Four divisions.
      - choice: Talk to Mikoyan.
        if: army at least 4
        locked: He is out.
        reply: He looks at you.
      - choice: Call the guard.
        if: army at least 9
        reply: He comes.
      - It is evening.
      - choice: Sleep.
        to: night
  embassy:
    script:
      - Nobody answers.
      - choice: Hang up.
        reply: You hang up.
        to: first
  night:
    script:
      - You sleep.
      - choice: Get up.
        to: first
      - choice: Die.
        to: out
  out:
    ending: Out
    history: yes
    script:
      - Over.
"""
)


def test_two_of_three_may_be_taken_and_none_twice(story: Reader) -> None:
    """What leads away comes back to where the taking stood, its first lines unrepeated, under the headings given there."""
    tale = story(OFFICE)
    begun = begin(tale, "zhukov")
    assert ids(begun) == ["ring-the-embassy", "see-the-map", "talk-to-mikoyan"]
    away = step(tale, begun, "ring-the-embassy")
    back = step(tale, away, "hang-up")
    assert (read_aloud(back), ids(back)) == (["You hang up."], ["see-the-map", "talk-to-mikoyan"])
    assert back.heading.place == "The office"
    done = step(tale, back, "see-the-map")
    assert (read_aloud(done), ids(done)) == (["Four divisions.", "It is evening."], ["sleep"])


def test_once_it_is_done_all_may_be_taken_afresh(story: Reader) -> None:
    """The next day begins at the top."""
    tale = story(OFFICE)
    turn = begin(tale, "zhukov")
    for wanted in ("see-the-map", "ring-the-embassy", "hang-up"):
        turn = step(tale, turn, wanted)
    assert read_aloud(turn) == ["You hang up.", "It is evening."]
    turn = step(tale, step(tale, turn, "sleep"), "get-up")
    assert read_aloud(turn)[0] == "It is morning."
    assert ids(turn) == ["ring-the-embassy", "see-the-map", "talk-to-mikoyan"]


def test_the_script_goes_on_when_none_of_the_rest_is_open(story: Reader) -> None:
    """Any number, until none is left; a shut one keeps nobody waiting."""
    tale = story(OFFICE.replace("take: 2", "take: any").replace("army at least 4", "army at least 5"))
    turn = begin(tale, "zhukov")
    assert [option.open for option in turn.options] == [True, True, False]
    turn = step(tale, turn, "see-the-map")
    assert [option.open for option in turn.options] == [True, False]
    turn = step(tale, step(tale, turn, "ring-the-embassy"), "hang-up")
    assert ids(turn) == ["sleep"]


def test_a_voter_with_seats_counts_for_as_many(story: Reader) -> None:
    """The regional secretaries are one card and seventy hands."""
    declared = DECLARED.replace("about: A minister.}", "about: A minister., seats: 70}")
    tale = story(
        HEAD
        + """\
  first:
    script:
      - vote: Relieve him
        voters:
          zhukov: for
          beria: against
      - if hands is 1 and not carried: Lost.
      - choice: Leave.
        to: out
  out:
    ending: Out
    history: yes
    script:
      - Over.
""",
        declared,
    )
    count = next(shown for shown in begin(tale, "zhukov").shown if isinstance(shown, Count))
    assert (count.tally("for"), count.tally("against"), count.carried) == (1, 70, False)
    assert read_aloud(begin(tale, "zhukov")) == ["vote lost", "Lost."]
