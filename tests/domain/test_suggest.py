from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.support.suggestions import TERMS, offered, suggester, texts
from tui_captioner.domain.completion.index import StaticIndex
from tui_captioner.domain.suggest import Suggester
from tui_captioner.domain.vocabulary import Term, Vocabulary


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("contra", "contrapposto"),
        ("CONTRA", "contrapposto"),
        ("cpntrap", "contrapposto"),
        ("cntrap", "contrapposto"),
        ("conntrap", "contrapposto"),
        ("ocntrap", "contrapposto"),
        ("contrapposot", "contrapposto"),
        ("contrapsto", "contrapposto"),
        ("konttrapposto", "contrapposto"),
        ("lbh", "long black hair"),
        ("lo ha", "long black hair"),
        ("hair long", "long black hair"),
        ("bow", "hair bow"),
        ("trappo", "contrapposto"),
        ("cafe", "café"),
        ("чер", "чёрный кот"),
        ("кот", "чёрный кот"),
        ("чорный", "чёрный кот"),
        ("猫", "猫耳"),
        ("100%", "100%"),
        ("%", "100%"),
        ("(", "red (color)"),
        ("a*b[", "a*b["),
        ("💖", "heart 💖"),
        ("snow globe", "snow_globe"),
        ("Snow_Gl", "snow_globe"),
    ],
)
def test_a_term_is_found(query: str, expected: str) -> None:
    assert any(text.startswith(expected) for text in offered(query))


@pytest.mark.parametrize("query", ["*", "[", "\\", ".*", "^s", "s$", "_%_"])
def test_nothing_in_a_query_is_a_pattern(query: str) -> None:
    assert all(query in text for text in offered(query))


@pytest.mark.parametrize("query", ["x" * 500, "standing " * 60, "💖" * 500, "\x1b[31m", "\n", "\ud800"])
def test_odd_queries_do_no_harm(query: str) -> None:
    one = suggester()

    one.suggest(query)
    one.ghost(query)


def test_an_alias_leads_to_its_term_and_is_told() -> None:
    row = suggester().suggest("weight on")[0]

    assert (row.term.text, row.matched) == ("contrapposto", "weight on one leg")


def test_a_misspelled_alias_leads_to_its_term() -> None:
    assert texts(suggester().suggest("wieght on"))[:1] == ["contrapposto"]


def test_two_aliases_of_one_term_are_one_row() -> None:
    assert offered("grin") == ["smile"]


def test_an_exact_match_is_first_however_rare() -> None:
    one = Suggester(Vocabulary([Term("hat", count=1), Term("hatching", count=10**6), Term("hat rack", count=10**6)]))
    for _ in range(5):
        one.learn({"details": ["hatching"]})

    assert texts(one.suggest("hat"))[0] == "hat"
    assert texts(one.suggest("HAT"))[0] == "hat"


def test_the_spelling_that_was_typed_is_first() -> None:
    one = Suggester(Vocabulary([Term("Rose", count=9), Term("rose gold", count=99)]))
    one.learn({"details": ["rose"]})

    assert texts(one.suggest("rose"))[0] in ("rose", "Rose")


@pytest.mark.parametrize("query", ["", "s", "standing", "stnading"])
def test_tags_of_the_caption_are_not_offered_again(query: str) -> None:
    one = suggester()
    one.learn({"action": ["standing", "smile"]})

    assert "standing" not in texts(one.suggest(query, context=["standing"], previous=["standing", "smile"]))
    assert "snow_globe" not in texts(one.suggest(query, context=["snow globe"], limit=50))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("ctrp", "contrapposto"),
        ("lgbkhr", "long black hair"),
        ("blhr", "long black hair"),
        ("wtonleg", "contrapposto"),
        ("cft", ""),
        ("ntrp", ""),
        ("lh", ""),
        ("чркт", "чёрный кот"),
    ],
)
def test_letters_may_be_skipped_from_the_beginning_of_a_word_on(query: str, expected: str) -> None:
    assert (expected in offered(query)) if expected else offered(query) == []
    learnt = Suggester(Vocabulary())
    learnt.learn({"": [term.text for term in TERMS]})
    if expected and query != "wtonleg":
        assert expected in texts(learnt.suggest(query))


def test_skipped_letters_are_nothing_special_and_not_too_many() -> None:
    one = Suggester(Vocabulary([Term("a very, very long row of words that ends in z"), Term("^x-]y[z")]))

    assert texts(one.suggest("lgnz")) == []
    assert texts(one.suggest("^]z")) == ["^x-]y[z"]


def test_skipped_letters_come_after_a_slip() -> None:
    one = Suggester(Vocabulary([Term("tail"), Term("tall boots with many laces"), Term("two small animals in a box")]))

    rows = texts(one.suggest("tali"))
    assert rows.index("tail") < rows.index("two small animals in a box")


def test_letters_are_not_skipped_where_enough_is_found() -> None:
    terms = [Term(f"lhr {number}") for number in range(9)]

    assert "long hair" not in texts(Suggester(Vocabulary([*terms, Term("long hair", count=9)])).suggest("lhr", limit=9))


@pytest.mark.parametrize("query", ["yeillow", "yelow", "yellwo", "ywllow", "yellox", "yellotw"])
def test_what_a_misspelt_query_is_the_whole_of_is_first(query: str) -> None:
    terms = [Term("yellow", count=1), *(Term(f"yellow {number}", count=10**6) for number in range(40))]
    one = Suggester(Vocabulary(terms))

    assert texts(one.suggest(query, limit=5))[0] == "yellow"
    for number in range(20):
        one.learn({"": [f"yellow {number}"]})
    assert texts(one.suggest(query, limit=5))[0] == "yellow"


def test_what_begins_as_it_is_typed_is_before_what_is_nearly_the_same() -> None:
    terms = [Term("black"), Term("blocks of stone", count=1000)]

    assert texts(Suggester(Vocabulary(terms)).suggest("block"))[0] == "blocks of stone"


def test_a_misspelt_sentence_is_found() -> None:
    sentence = "the center is a dense cluster of yellow anthers surrounded by green stamens"
    one = Suggester(Vocabulary())
    one.learn({"": [sentence, sentence + " and more", sentence[:66]]})

    for slip in (5, 30, len(sentence) - 2):
        assert texts(one.suggest(sentence[:slip] + "q" + sentence[slip + 1 :]))[0] == sentence


def test_a_ready_index_stands_in_for_the_vocabulary() -> None:
    vocabulary = Vocabulary(TERMS)
    ready = Suggester(vocabulary, index=StaticIndex.from_bytes(StaticIndex.of(TERMS).to_bytes()))

    for query in ("", "st", "hiar"):
        assert ready.suggest(query, slot="action") == suggester().suggest(query, slot="action")


def test_terms_of_another_slot_come_later_but_come() -> None:
    terms = [Term("red hat", "subject"), Term("red sky", "background")]

    assert texts(Suggester(Vocabulary(terms)).suggest("red", slot="background")) == ["red sky", "red hat"]
    assert texts(Suggester(Vocabulary(terms)).suggest("red", slot="subject")) == ["red hat", "red sky"]


def test_where_the_project_puts_a_tag_counts_more_than_the_vocabulary() -> None:
    one = Suggester(Vocabulary([Term("red hat", "subject"), Term("red sky", "background")]))
    for _ in range(3):
        one.learn({"background": ["red hat"], "subject": ["red sky"]})

    assert texts(one.suggest("red", slot="background", context=["x"]))[0] == "red hat"


def test_before_a_key_is_typed_what_the_slot_lacks_comes_before_what_follows_in_the_next_one() -> None:
    """What the image before wears is the likeliest tag of all, but not while its type is asked for."""
    one = Suggester(Vocabulary([Term("from above", "type"), Term("red hat", "subject")]))
    for _ in range(50):
        one.learn({"type": ["photo"], "subject": ["blue scarf"]})

    def offered(text: str, slot: str) -> list[str]:
        return texts(one.suggest(text, slot=slot, context=["photo"], previous=["photo", "blue scarf"]))

    assert offered("", "type")[:2] == ["from above", "blue scarf"]
    assert offered("b", "type")[0] == "blue scarf"
    assert offered("", "subject")[0] == "blue scarf"


def test_before_a_key_is_typed_the_slot_is_offered_layer_by_layer() -> None:
    one = suggester()

    assert texts(one.suggest("", slot="action"))[0] == "standing"
    after = texts(one.suggest("", slot="action", context=["standing"]))
    assert after.index("smile") < after.index("contrapposto")
    assert "sitting" not in after  # one of the same exclusive group is there


def test_limits_are_kept() -> None:
    assert suggester().suggest("s", limit=0) == []
    assert len(suggester().suggest("", limit=4)) == 4
    assert Suggester(Vocabulary()).suggest("") == []


tag_texts = st.text(alphabet="abcde _-(é猫", min_size=1, max_size=12).map(str.strip).filter(bool)
captions = st.lists(st.lists(tag_texts, max_size=5, unique=True), max_size=5)


@settings(max_examples=60, deadline=None)
@given(captions, tag_texts)
def test_the_same_calls_give_the_same_list(learnt: list[list[str]], query: str) -> None:
    answers = []
    for _ in range(2):
        one = suggester()
        for caption in learnt:
            one.learn({"action": caption})
        answers.append((one.suggest(query), one.suggest(""), one.ghost(query), one.run()))

    assert answers[0] == answers[1]


@settings(max_examples=60, deadline=None)
@given(captions, st.text(max_size=20), st.lists(tag_texts, max_size=4))
@example([["-_-", "((_"]], "(", [])
def test_lists_hold_no_used_tag_and_no_row_twice(learnt: list[list[str]], query: str, context: list[str]) -> None:
    one = suggester()
    for caption in learnt:
        one.learn({"action": caption})

    rows = texts(one.suggest(query, slot="action", context=context, limit=7))

    assert len(rows) == len(set(rows)) <= 7
    assert not set(rows) & set(context)


@settings(max_examples=60, deadline=None)
@given(captions)
def test_unlearning_everything_leaves_nothing(learnt: list[list[str]]) -> None:
    one = Suggester(Vocabulary())
    for caption in learnt:
        one.learn({"action": caption})
    for caption in learnt:
        one.unlearn({"action": caption})

    assert one.suggest("") == []
    for caption in learnt:
        for tag in caption:
            assert one.suggest(tag) == []


@settings(max_examples=60, deadline=None)
@given(captions)
def test_every_learnt_tag_is_first_when_it_is_typed(learnt: list[list[str]]) -> None:
    one = Suggester(Vocabulary())
    for caption in learnt:
        one.learn({"action": caption})

    for caption in learnt:
        for tag in caption:
            assert texts(one.suggest(tag))[:1] == [tag]
