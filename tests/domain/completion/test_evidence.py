"""What a tagger sees in the picture is weighed with what the dataset does."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tui_captioner.domain.completion.evidence import Evidence
from tui_captioner.domain.suggest import Suggester, Suggestion
from tui_captioner.domain.vocabulary import Term, Vocabulary

CAPTIONS = [["smile", "red hat", "tree"], ["smile", "red hat", "blue sky"], ["smile", "red scarf", "tree"]] * 3
TAGS = sorted({tag for caption in CAPTIONS for tag in caption})


def learnt(*terms: Term) -> Suggester:
    suggester = Suggester(Vocabulary(terms))
    for tags in CAPTIONS:
        suggester.learn({"": tags})
    return suggester


def seeing(known: frozenset[str] = frozenset(TAGS), missed: float = 0.2, **shares: float) -> Evidence:
    return Evidence({Term(text.replace("_", " ")): share for text, share in shares.items()}, known, missed)


def texts(rows: list[Suggestion]) -> list[str]:
    return [row.term.text for row in rows]


def test_what_it_sees_comes_before_what_is_usual_and_is_marked() -> None:
    suggester, evidence = learnt(), seeing(blue_sky=0.95)
    assert texts(suggester.suggest("", context=["smile"]))[0] != "blue sky"
    found = suggester.suggest("", context=["smile"], evidence=evidence)
    assert texts(found)[0] == "blue sky"
    assert [row.term.text for row in found if row.seen] == ["blue sky"]


def test_what_it_could_have_seen_and_did_not_falls_behind_what_it_knows_nothing_of() -> None:
    suggester = learnt()
    rows = suggester.suggest("", context=["smile"], evidence=seeing(frozenset({"red hat"}), 0.02))
    assert texts(suggester.suggest("", context=["smile"]))[0] == "red hat"
    assert texts(rows).index("red hat") > texts(rows).index("tree")


def test_a_tag_that_the_dataset_never_had_is_offered_and_found_by_its_letters() -> None:
    suggester, evidence = learnt(), seeing(striped_umbrella=0.9)
    assert "striped umbrella" in texts(suggester.suggest("", evidence=evidence))
    assert texts(suggester.suggest("umb", evidence=evidence)) == ["striped umbrella"]
    assert suggester.suggest("umb") == []
    assert suggester.ghost("strip", evidence=evidence) == "ed umbrella"


def test_typed_rows_of_one_kind_stand_by_what_it_sees() -> None:
    suggester = learnt()
    assert texts(suggester.suggest("re", context=["smile"]))[0] == "red hat"
    rows = suggester.suggest("re", context=["smile"], evidence=seeing(red_scarf=0.95))
    assert texts(rows)[0] == "red scarf"


def test_beginnings_stay_before_later_words_whatever_it_sees() -> None:
    rows = learnt().suggest("br", evidence=seeing(wide_brim=0.98, brook=0.1))
    assert texts(rows) == ["brook", "wide brim"]


def test_what_the_caption_has_and_what_excludes_it_are_not_offered_again() -> None:
    hats = [Term("red hat", group="hat"), Term("blue hat", group="hat")]
    suggester = learnt(*hats)
    evidence = Evidence({hats[0]: 0.95, hats[1]: 0.95}, frozenset(), 0.2)
    assert not {"red hat", "blue hat"} & set(texts(suggester.suggest("", context=["red hat"], evidence=evidence)))


def test_what_it_expects_is_offered_though_its_layer_has_its_tags() -> None:
    terms = [Term("sun", "details", "light"), Term("glow", "details", "light"), Term("smoke", "details", "effects")]
    suggester = Suggester(Vocabulary(terms))
    plain = texts(suggester.suggest("", slot="details", context=["sun"]))
    assert plain.index("smoke") < plain.index("glow")
    rows = suggester.suggest("", slot="details", context=["sun"], evidence=Evidence({terms[1]: 0.9}, frozenset(), 0.2))
    assert texts(rows)[0] == "glow"


def test_other_slots_come_later_whatever_it_sees() -> None:
    suggester = learnt(Term("indoors", "background"), Term("jumping", "action"))
    evidence = Evidence({Term("indoors", "background"): 0.98}, frozenset(), 0.2)
    rows = texts(suggester.suggest("", slot="action", evidence=evidence))
    assert rows.index("jumping") < rows.index("indoors")


@settings(max_examples=40)
@given(st.dictionaries(st.sampled_from(TAGS), st.floats(0, 1), max_size=4), st.floats(0, 1), st.sampled_from(["", "r"]))
def test_order_is_that_of_probability_and_evidence(shares: dict[str, float], missed: float, typed: str) -> None:
    suggester, evidence = learnt(), Evidence({Term(tag): q for tag, q in shares.items()}, frozenset(TAGS), missed)
    before = {row.term.text: row.score for row in suggester.suggest(typed, limit=50)}
    after = suggester.suggest(typed, limit=50, evidence=evidence)
    wanted = {text: score + evidence.of(text) for text, score in before.items()}
    if not typed:
        assert texts(after) == sorted(texts(after), key=lambda text: -wanted[text])
    assert set(texts(after)) == set(before)
    assert {row.term.text for row in after if row.seen} == shares.keys() & before.keys()


@settings(max_examples=40)
@given(st.floats(-1, 2), st.floats(-1, 2))
def test_more_sure_is_never_less_evidence(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert seeing(smile=low).of("smile") <= seeing(smile=high).of("smile")
