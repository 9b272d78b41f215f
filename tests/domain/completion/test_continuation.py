"""What is greyed where a word is half typed: the rest of a word or of a shared beginning."""

from __future__ import annotations

from tui_captioner.domain.suggest import Suggester
from tui_captioner.domain.vocabulary import Term, Vocabulary


def test_a_word_in_the_middle_goes_on_to_a_known_word() -> None:
    one = Suggester(Vocabulary([Term("holding"), Term("pushing a cart"), Term("hands on lap")]))

    assert one.ghost("zoltan hol") == "ding"  # though `hol` are the first letters of a term
    assert one.ghost("zoltan pus") == "hing"  # and no further: what stands behind it is not this term


def test_after_a_blank_the_word_before_it_is_no_row_to_stop_at() -> None:
    one = Suggester(Vocabulary([Term("no")]))
    one.learn({"": ["no shirt and red hair"]})

    assert one.ghost("no ") == "shirt and red hair"
    assert [row.term.text for row in one.suggest("no")] == ["no", "no shirt and red hair"]


def test_the_beginning_of_few_tags_is_offered_up_to_where_they_part() -> None:
    one = Suggester(Vocabulary())
    for thing in ("dog", "red cat"):
        one.learn({"": [f"drawing of {thing}"]})

    assert next((row.term.text, row.begins) for row in one.suggest("dr")) == ("drawing of ", True)


def test_a_short_form_stands_with_what_begins_so() -> None:
    one = Suggester(Vocabulary([Term("microphone", aliases=("mic",)), Term("of a dog", aliases=("mickey",))]))
    for thing in ("hat", "fedora"):
        one.learn({"": [f"mickey in a {thing}"]})

    assert one.ghost("mic") == "key in a "
    assert one.suggest("mickey")[0].term.text == "of a dog"  # another word for a term is a whole one


def test_words_of_the_project_go_before_terms_of_no_slot_that_it_never_used() -> None:
    one = Suggester(Vocabulary([Term("red dress", count=9), Term("rough bark", "background")]))
    for _ in range(2):
        one.learn({"subject": ["petals with rounded tips"]})

    assert (one.ghost("r", slot="subject"), one.suggest("r", slot="subject")[0].begins) == ("ounded tips", True)

    other = Suggester(Vocabulary([Term("rough bark", "subject")]))
    other.learn({"subject": ["petals with rounded tips"]})
    assert other.ghost("r", slot="subject") == "ough bark"


def test_inside_a_phrase_its_words_count_whatever_slot_they_were_used_in() -> None:
    one = Suggester(Vocabulary())
    for number in range(3):
        one.learn({"background": [f"tower {number} made of old bricks"]})
    for number in range(2):
        one.learn({"subject": [f"helmet {number} made of brass"]})

    assert one.ghost("gate made of ", slot="subject") == "old bricks"


def test_what_the_tags_of_a_slot_begin_with_goes_before_a_tag_of_another_slot() -> None:
    one = Suggester(Vocabulary())
    one.learn({"subject": ["long hair"], "action": ["looking at viewer"]})
    one.learn({"subject": ["long hair"], "action": ["looking at viewer", "smile"]})
    context = ["smile", "looking at viewer"]

    first = one.suggest("l", slot="action", context=context)[0]

    assert (first.term.text.rstrip(), first.begins) == ("looking", True)
    assert one.ghost("l", slot="action", context=context).rstrip() == "ooking"
