"""Which words and which captions of a dataset a model is shown."""

from __future__ import annotations

from tui_captioner.domain.drafting.asked_slots import Fitting
from tui_captioner.domain.drafting.examples import chosen_examples
from tui_captioner.domain.drafting.words import MOST, chosen_words
from tui_captioner.domain.profiles.leaving_out import LeavingOut
from tui_captioner.domain.profiles.profile import Part
from tui_captioner.domain.structure import Slot
from tui_captioner.domain.vocabulary import Term

TYPE, ACTION = Slot("type", "Type", layers=("medium", "kind")), Slot("action", "Action")
ALL_FIT = Fitting(LeavingOut())


def test_words_of_captions_come_before_those_of_the_vocabulary_and_each_once() -> None:
    terms = [Term("Running", "action"), Term("sitting", "action")]
    assert chosen_words([ACTION], {"action": ["waving", "running"]}, terms, ALL_FIT) == {
        "action": ["waving", "running", "sitting"]
    }


def test_no_two_words_for_one_thing_are_shown() -> None:
    terms = [Term("cozy", "action", aliases=("Cosy",)), Term("calm", "action")]
    assert chosen_words([ACTION], {"action": ["cosy"]}, terms, ALL_FIT)["action"] == ["cosy", "calm"]


def test_the_layers_of_a_slot_take_turns() -> None:
    terms = [
        Term(text, "type", layer) for text, layer in [("photo", "medium"), ("drawing", "medium"), ("bust", "kind")]
    ]
    assert chosen_words([TYPE], {}, terms, ALL_FIT)["type"] == ["photo", "bust", "drawing"]


def test_a_layer_that_is_not_asked_for_gives_no_word() -> None:
    terms = [Term("photo", "type", "medium"), Term("bust", "type", "kind")]
    assert chosen_words([Slot("type", "Type", layers=("kind",))], {}, terms, ALL_FIT)["type"] == ["bust"]


def test_the_slots_share_what_room_there_is() -> None:
    used = {"type": [f"t{number}" for number in range(100)], "action": [f"a{number}" for number in range(5)]}
    found = chosen_words([TYPE, ACTION], used, [], ALL_FIT)
    assert found["action"] == used["action"]
    assert found["type"] == used["type"][: MOST - 5]


def test_no_word_for_many_no_seldom_one_no_sentence() -> None:
    terms = [Term("{colour} hat", "action"), Term("odd", "action", seldom=True), Term("ok", "action")]
    used = {"action": ["She runs, and falls.", "x" * 41]}
    assert chosen_words([ACTION], used, terms, ALL_FIT)["action"] == ["ok"]


def test_what_steers_a_terminal_is_not_shown() -> None:
    texts = ["a\x1b[31m", "b\u202e", "c\nd", "e\x9b", " ", "plain"]
    assert ALL_FIT.fitting("action", texts) == ["plain"]


def test_what_must_not_come_back_is_not_shown() -> None:
    fitting = Fitting(
        LeavingOut(frozenset([Part("action")])), ("painting", "annika"), "painting style", frozenset(["girl"])
    )
    texts = ["a Painting", "of annika", "1girl", "2girls", "a girl", "girlish", "in painting style", "paintings"]
    assert fitting.fitting("type", texts) == ["girlish", "in painting style", "paintings"]
    assert fitting.fitting("action", ["running"]) == []


def test_captions_that_have_little_in_common_are_chosen_in_the_order_given() -> None:
    candidates = [{"type": [one], "action": [other]} for one, other in map(tuple, ("ab", "ac", "cd", "ab", "ef", "gh"))]
    found = chosen_examples(candidates, [TYPE, ACTION], ALL_FIT)
    assert found == [
        {"type": ["a"], "action": ["b"]},
        {"type": ["c"], "action": ["d"]},
        {"type": ["e"], "action": ["f"]},
    ]


def test_the_same_caption_is_not_shown_twice() -> None:
    assert len(chosen_examples([{"type": ["a"]}] * 3, [TYPE], ALL_FIT)) == 1


def test_a_caption_without_what_is_asked_for_or_far_too_long_is_none() -> None:
    candidates = [{"background": ["sea"]}, {"type": ["x" * 1201]}, {"type": ["\x1b"]}]
    assert chosen_examples(candidates, [TYPE], ALL_FIT) == []
