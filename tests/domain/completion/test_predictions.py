"""What is foreseen before a key is typed respects what the caption has, and the images before."""

from __future__ import annotations

from dataclasses import dataclass

from tui_captioner.domain.completion.number_series import NumberSeries
from tui_captioner.domain.completion.subject_counts import says_who
from tui_captioner.domain.suggest import Suggester
from tui_captioner.domain.vocabulary import Term, Vocabulary

TERMS = [
    Term("photograph", "type", "medium", group="medium"),
    Term("illustration", "type", "medium", group="medium"),
    Term("anime", "type", "medium"),
    Term("of a woman", "type", "of a"),
    Term("1girl", "type", "of a"),
    Term("2girls", "type", "of a"),
    Term("close up", "type", "kind"),
    Term("black and white", "type", "kind"),
    Term("from front", "type", "perspective"),
]


def foreseen(one: Suggester, *context: str, previous: tuple[str, ...] = (), limit: int = 20) -> list[str]:
    rows = one.suggest("", slot="type", context=context, previous=previous, limit=limit)
    return [row.term.text for row in rows]


def test_nothing_of_an_exclusive_group_that_has_its_tag_is_foreseen() -> None:
    rows = foreseen(Suggester(Vocabulary(TERMS)), "photograph")

    assert "illustration" not in rows
    assert "of a woman" in rows


def test_no_second_count_of_subjects_is_foreseen() -> None:
    one = Suggester(Vocabulary(TERMS))

    assert not {"1girl", "2girls"} & set(foreseen(one, "of a woman"))
    assert not {"of a woman", "2girls"} & set(foreseen(one, "1girl"))
    assert {"of a woman", "1girl", "2girls"} <= set(foreseen(one, "photograph"))


def test_who_went_together_before_may_do_so_again() -> None:
    one = Suggester(Vocabulary([*TERMS, Term("1boy", "type", "of a")]))
    one.learn({"type": ["1girl", "1boy"]})

    assert "1boy" in foreseen(one, "1girl")
    assert "2girls" not in foreseen(one, "1girl")


def test_layers_that_are_served_come_after_those_that_are_empty() -> None:
    rows = foreseen(Suggester(Vocabulary(TERMS)), "photograph", "close up")

    assert max(rows.index(text) for text in ("of a woman", "1girl", "from front")) < rows.index("black and white")
    assert rows.index("from front") < rows.index("anime")


def test_a_layer_is_served_when_it_has_as_many_tags_as_captions_before() -> None:
    one = Suggester(Vocabulary(TERMS))
    for _ in range(3):
        one.learn({"type": ["photograph", "close up", "black and white"]})

    assert foreseen(one, "photograph", "close up")[0] == "black and white"
    one.unlearn({"type": ["photograph", "close up", "black and white"]})
    assert foreseen(one, "photograph", "close up")[0] == "black and white"


def test_a_layer_of_which_some_captions_have_more_is_not_served() -> None:
    one = Suggester(Vocabulary(TERMS))
    for _ in range(3):
        one.learn({"type": ["photograph", "close up"]})
    for _ in range(2):
        one.learn({"type": ["photograph", "close up", "black and white"]})

    assert foreseen(one, "photograph", "close up")[0] == "black and white"
    for _ in range(2):
        one.unlearn({"type": ["photograph", "close up", "black and white"]})
    assert foreseen(one, "photograph", "close up")[0] != "black and white"


def test_one_caption_among_many_does_not_say_what_is_usual_of_a_layer() -> None:
    one = Suggester(Vocabulary(TERMS))
    one.learn({"type": ["photograph", "close up", "black and white"]})
    for _ in range(19):
        one.learn({"type": ["photograph", "close up"]})

    rows = foreseen(one, "photograph", "close up")
    assert rows.index("of a woman") < rows.index("black and white")


def test_what_the_first_image_used_is_foreseen_on_the_second_before_what_nobody_used() -> None:
    vocabulary = Vocabulary([Term(f"term {number}", "type") for number in range(40)])
    one = Suggester(vocabulary)
    first = ("own thing", "another thing", "third thing", "term 30")
    one.learn({"type": first})

    assert set(foreseen(one, previous=first, limit=4)) == set(first)


@dataclass(frozen=True, slots=True)
class _Seldom(Term):
    seldom: bool = True


def test_a_seldom_term_types_well_but_is_not_foreseen_until_it_was_used() -> None:
    one = Suggester(Vocabulary([*TERMS, _Seldom("brown couch", "type")]))

    assert "brown couch" not in foreseen(one)
    assert one.suggest("bro", slot="type")[0].term.text == "brown couch"
    one.learn({"type": ["brown couch"]})
    assert "brown couch" in foreseen(one)


def test_a_number_that_counted_up_over_two_images_is_foreseen() -> None:
    one = Suggester(Vocabulary())
    for number in ("BG-0009", "BG-0010"):
        one.learn({"type": [number, "sky"]})

    assert "BG-0011" in foreseen(one)[:2]
    one.learn({"type": ["BG-0020", "sky"]})
    assert "BG-0021" not in foreseen(one)


def test_numbers_keep_their_width_and_stay_in_their_slot() -> None:
    series = NumberSeries()
    series.learn([("a", "x007y")])
    assert list(series.next(None)) == []
    series.learn([("a", "x008y"), ("b", "3 dogs")])

    assert list(series.next("a")) == ["x009y"]
    assert list(series.next("b")) == []


def test_a_run_ends_before_what_the_caption_contradicts() -> None:
    one = Suggester(Vocabulary(TERMS))
    for _ in range(4):
        one.learn({"type": ["anime", "photograph", "close up"]})

    assert one.run(slot="type", previous=["anime", "photograph", "close up"]) == ("anime", "photograph", "close up")
    assert one.run(slot="type", context=["illustration", "anime"], previous=["anime", "photograph"]) == ()


def test_who_is_shown() -> None:
    assert all(map(says_who, ("1girl", "6+girls", "2boys", "of a woman", "of two people", "2 people")))
    assert not any(map(says_who, ("solo", "of", "often", "3d render", "1990s", "from above")))
