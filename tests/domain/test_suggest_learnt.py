"""What was learnt from captions is foreseen, and what was unlearnt is gone."""

from __future__ import annotations

from tests.support.suggestions import TERMS, suggester, texts
from tui_captioner.domain.completion.index import StaticIndex
from tui_captioner.domain.suggest import Suggester
from tui_captioner.domain.vocabulary import Term, Vocabulary


def test_what_followed_before_is_foreseen() -> None:
    one = suggester()
    for _ in range(3):
        one.learn({"action": ["standing", "waving"], "subject": ["hat"]})
        one.learn({"action": ["sitting", "reading"], "subject": ["hat"]})

    assert texts(one.suggest("", context=["standing"]))[0] == "waving"
    assert texts(one.suggest("", context=["sitting"]))[0] == "reading"


def test_the_image_before_is_remembered() -> None:
    one = suggester()

    one.learn({"action": ["standing", "waving"], "subject": ["hair bow"]})
    one.learn({"action": ["standing", "walking"], "subject": ["hair bow"]})
    one.learn({"action": ["sitting"], "subject": ["hat"]})

    assert texts(one.suggest("", context=["standing"], previous=["standing", "waving"]))[0] == "waving"
    for other, expected in (("hat", "hair bow"), ("hair bow", "hat")):
        rows = texts(one.suggest("", context=["standing"], previous=["standing", expected]))
        assert expected in rows
        assert other not in rows or rows.index(expected) < rows.index(other)


def test_a_run_is_foreseen_within_the_slot() -> None:
    one = suggester()
    for _ in range(4):
        one.learn({"action": ["a", "b", "c"], "subject": ["d"]})

    assert one.run(context=[], previous=["a", "b", "c", "d"]) == ("a", "b", "c", "d")
    assert one.run(slot="action", previous=["a", "b", "c", "d"]) == ("a", "b", "c")
    assert suggester().run() == ()


def test_ghost_words_go_on_with_a_phrase() -> None:
    one = suggester()
    one.learn({"subject": ["wearing a red dress"]})
    one.learn({"subject": ["wearing a blue hat"]})

    assert one.ghost("wearing a r", slot="subject") == "ed dress"
    assert one.ghost("wea").startswith("ring a")
    assert one.ghost("wearing a red dress") == ""


def test_ghost_words_join_as_the_project_does() -> None:
    one = Suggester(Vocabulary())
    one.learn({"": ["long_black_hair", "blue_eyes"]})

    assert one.ghost("long") == "_black_hair"


def test_the_ghost_completes_from_the_vocabulary_where_nothing_is_learnt() -> None:
    assert suggester().ghost("contra") == "pposto"
    assert suggester().ghost("very long bl") == "ack hair"
    assert suggester().ghost("") == ""


def test_what_is_unlearnt_is_gone() -> None:
    one = suggester()
    caption = {"action": ["walking a dog", "walking"]}
    one.learn(caption)
    assert texts(one.suggest("walk"))
    one.unlearn(caption)

    assert one.suggest("walk") == []
    assert one.ghost("walking a") == ""


def test_a_comma_that_stands_alone_in_a_sentence_ends_no_tag() -> None:
    one = Suggester(Vocabulary())
    one.learn({"details": ["She waits , then leaves quickly."]})
    assert one.ghost("She") == " waits , then leaves quickly."
    one.unlearn({"details": ["She waits , then leaves quickly."]})

    assert one.ghost("then") == ""


def test_a_caption_that_was_edited_is_learnt_anew() -> None:
    one = suggester()
    one.learn({"action": ["walking", "waving"]})
    one.unlearn({"action": ["walking", "waving"]})
    one.learn({"action": ["waving"]})

    assert texts(one.suggest("wa")) == ["waving"]


def test_a_tag_that_no_caption_has_any_more_leaves_at_once() -> None:
    one = suggester()
    one.learn({"action": ["standing", "leaping over"]})
    one.unlearn({"action": ["standing", "leaping over"]})

    assert "leaping over" not in texts(one.suggest("leaping"))
    assert "leaping over" not in texts(one.suggest(""))
    assert one.ghost("leaping o") == ""


def test_a_renamed_tag_goes_on_under_its_new_name() -> None:
    one = suggester()
    for _ in range(3):
        one.learn({"action": ["running", "jumping over"]})
    for _ in range(3):
        one.unlearn({"action": ["running", "jumping over"]})
        one.learn({"action": ["running", "leaping high"]})

    assert "jumping over" not in texts(one.suggest("jump"))
    assert texts(one.suggest("", context=["running"]))[0] == "leaping high"
    assert texts(one.suggest("leap"))[0] == "leaping high"


def test_a_second_list_is_searched_too() -> None:
    big = StaticIndex.of([Term("zebra_crossing", aliases=("crosswalk",), count=5)])
    one = Suggester(Vocabulary(TERMS), lists=[big])

    assert texts(one.suggest("zebra")) == ["zebra_crossing"]
    assert one.suggest("crosswalk")[0].matched == "crosswalk"
    one.learn({"": ["zebra_crossing"]})
    assert [(row.term.text, row.matched) for row in one.suggest("crossw")] == [("zebra_crossing", "crosswalk")]


def test_a_list_that_comes_later_gives_its_aliases_to_what_was_learnt_before() -> None:
    one = Suggester(Vocabulary(TERMS))
    one.learn({"": ["zebra_crossing"]})
    one.add_list(StaticIndex.of([]))
    one.add_list(StaticIndex.of([Term("zebra_crossing", aliases=("crosswalk",), count=5)]))

    assert [(row.term.text, row.matched) for row in one.suggest("crossw")] == [("zebra_crossing", "crosswalk")]
