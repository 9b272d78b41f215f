"""Which terms of a layer tags hold, and the filter that finds them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tui_captioner.domain.query.expression import Some, TextTest
from tui_captioner.domain.query.parsing import parse_filter
from tui_captioner.domain.slotting.phrases import bare_key
from tui_captioner.domain.spelling import match_key
from tui_captioner.domain.statistics.layers import Layer, LayerTerms, layer_figures, told_layers
from tui_captioner.domain.structure import DEFAULT_STRUCTURE, Structure, structure_from_settings
from tui_captioner.domain.vocabulary import Term

KIND = Layer("type", "kind")
TERMS = (
    Term("close-up", "type", "kind", aliases=("closeup",)),
    Term("cowboy shot", "type", "kind"),
    Term("shot", "type", "kind"),
    Term("cowboy", "subject", "clothing"),
    Term('what "is" this? *', "type", "kind"),
)


def held(text: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in LayerTerms(KIND, TERMS).held_by(match_key(text), bare_key(text)):
        found.setdefault(one.term, []).append(one.pattern)
    return found


def test_whole_words_inside_a_tag_count() -> None:
    assert held("wide cowboy shot of him") == {"cowboy shot": ["* cowboy shot *"], "shot": ["* shot *"]}
    assert held("Close_up") == {"close-up": ["close up"]}
    assert held("extreme closeup") == {"close-up": ["* closeup"]}
    assert held("snapshots") == held("cowboy") == held("") == {}
    assert held("(cowboy shot:1.2)") == {"cowboy shot": ["cowboy shot"], "shot": ["* shot"]}


_WORD = st.sampled_from(("cowboy", "shot", "close-up", "Close_up", "wide", "what", '"is"', "this?", "*", "(shot:1.2)"))


@given(st.lists(_WORD, min_size=1, max_size=5).map(" ".join))
def test_a_filter_finds_exactly_the_tags_that_hold_the_term(text: str) -> None:
    holding = LayerTerms(KIND, TERMS).held_by(match_key(text), bare_key(text))
    figures = layer_figures(KIND, [holding], {}, 0)
    assert {term.text for term in figures.terms} == {one.term for one in holding}
    for term in figures.terms:
        assert fits(term.filter, text)
    other = LayerTerms(KIND, TERMS).held_by(match_key("wide"), bare_key("wide"))
    assert layer_figures(KIND, [other], {}, 0).filter == ""


@given(st.lists(_WORD, min_size=1, max_size=4).map(" ".join), st.lists(_WORD, min_size=1, max_size=4).map(" ".join))
def test_a_filter_of_one_tag_finds_no_tag_without_the_term(one: str, other: str) -> None:
    terms = LayerTerms(KIND, TERMS)
    figures = layer_figures(KIND, [terms.held_by(match_key(one), bare_key(one))], {}, 0)
    lacking = {held.term for held in terms.held_by(match_key(other), bare_key(other))}
    for term in figures.terms:
        assert term.text in lacking or not fits(term.filter, other)


def fits(text: str, tag: str) -> bool:
    asked = parse_filter(text)
    tests = asked.parts if isinstance(asked, Some) else (asked,)
    assert all(isinstance(test, TextTest) and test.slot == "type" for test in tests)
    return any(test.pattern.fits(match_key(tag)) or test.pattern.fits(bare_key(tag)) for test in tests)  # type: ignore[union-attr]


def test_the_most_used_term_comes_first() -> None:
    terms = LayerTerms(KIND, TERMS)
    texts = ("close-up", "cowboy shot")
    figures = layer_figures(KIND, [terms.held_by(text, text) for text in texts], {"shot": 3, "cowboy shot": 2}, 4)
    assert [(term.text, term.images) for term in figures.terms] == [("shot", 3), ("cowboy shot", 2)]
    assert figures.images == 4


def test_shot_angle_light_and_place_are_told_of() -> None:
    assert [layer.name for layer in told_layers(DEFAULT_STRUCTURE)] == ["kind", "perspective", "light", "place"]
    assert told_layers(Structure(structure_from_settings([{"key": "mood", "layers": ["feeling"]}]).slots)) == []
