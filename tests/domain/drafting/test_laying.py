"""What of an answer becomes machine tags: only what the caption lacks, nothing that was refused, in the set's words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from tui_captioner.domain.caption import Caption, Tag
from tui_captioner.domain.drafting.drafted import DraftedTag
from tui_captioner.domain.drafting.laying import KnownWords, Laid, Standing, lay
from tui_captioner.domain.slot_states import SlotMark
from tui_captioner.domain.structure import DEFAULT_STRUCTURE
from tui_captioner.domain.typed_text import typed_tags
from tui_captioner.domain.vocabulary import Term, Vocabulary

VOCABULARY = Vocabulary(
    [
        Term("red hat", "subject"),
        Term("contrapposto", "action", aliases=("weight on one leg",)),
        Term("standing", "action", group="pose"),
        Term("sitting", "action", group="pose"),
    ]
)
WORDS = KnownWords(VOCABULARY.find, {"grey coat": "Grey Coat", "contrapposto": "Contrapposto"}, ("annika",))
EMPTY = Standing(Caption(), {}, (), ())


def laid(answer: Mapping[str, Sequence[str]], standing: Standing = EMPTY) -> Laid:
    return lay(answer, "wd14", standing, WORDS, DEFAULT_STRUCTURE)


def why(found: Laid) -> dict[str, str]:
    return dict(found.left_out)


def test_words_become_those_of_the_dataset_and_new_ones_are_marked() -> None:
    found = laid({"subject": ["Red_Hat", "grey coat", "zeppelin"], "action": ["weight on one leg"]})
    assert found.drafted == (
        DraftedTag("subject", "red hat", "wd14"),
        DraftedTag("subject", "Grey Coat", "wd14"),
        DraftedTag("subject", "zeppelin", "wd14", known=False),
        DraftedTag("action", "Contrapposto", "wd14"),
    )
    assert found.left_out == ()


def test_a_slot_with_a_tag_gets_none() -> None:
    found = laid(
        {"subject": ["red hat"], "background": ["beach"]}, EMPTY._replace(caption=Caption({"subject": (Tag("x"),)}))
    )
    assert [one.text for one in found.drafted] == ["beach"]
    assert why(found) == {"red hat": "Subject has tags already"}


@pytest.mark.parametrize(("state", "count"), [("done", 0), ("reviewed", 0), ("flagged", 1)])
def test_a_slot_that_is_done_as_it_is_gets_none(state: str, count: int) -> None:
    standing = EMPTY._replace(marks={"subject": SlotMark(state)})
    assert len(laid({"subject": ["red hat"]}, standing).drafted) == count


@pytest.mark.parametrize("said", ["Weight_on-one leg", "contrapposto", "Contrapposto"])
def test_what_was_refused_does_not_come_back_in_any_spelling(said: str) -> None:
    found = laid({"action": [said]}, EMPTY._replace(refused={"contrapposto"}))
    assert found.drafted == ()
    assert list(why(found).values()) == ["it was refused for this image"]


def test_what_stands_elsewhere_or_everywhere_is_left_out() -> None:
    standing = EMPTY._replace(caption=Caption().added("details", typed_tags("red_hat")))
    found = laid({"subject": ["red hat", "Annika"]}, standing)
    assert found.drafted == ()
    assert why(found) == {"red hat": "it stands in Details", "Annika": "it stands in every caption"}


def test_one_of_an_exclusive_group_takes_the_place_of_the_others() -> None:
    found = laid({"action": ["standing", "sitting"]})
    assert [one.text for one in found.drafted] == ["standing"]
    assert why(found) == {"sitting": "'standing' has its place"}
    standing = EMPTY._replace(caption=Caption().added("details", typed_tags("sitting")))
    assert why(laid({"action": ["standing"]}, standing)) == {"standing": "'sitting' has its place"}


def test_an_answer_that_was_laid_down_adds_nothing_the_second_time() -> None:
    first = laid({"subject": ["red hat"], "action": ["sitting"]})
    again = laid({"subject": ["Red Hat", "scarf"], "action": ["standing"]}, EMPTY._replace(drafted=first.drafted))
    assert [one.text for one in again.drafted] == ["red hat", "sitting", "scarf"]


def test_several_tags_in_a_text_are_several_and_a_sentence_is_whole() -> None:
    found = laid({"details": ["\x1b[31mrim light, (haze, fog:1.2)", "She is waiting, alone."], "nowhere": ["x"]})
    assert [one.text for one in found.drafted] == ["[31mrim light", "(haze, fog:1.2)", "She is waiting, alone."]
    assert why(found) == {"x": "there is no slot 'nowhere'"}
