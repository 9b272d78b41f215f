"""What the shipped words mean: no alias is narrower than its term, and what people type is known where it belongs."""

from __future__ import annotations

from collections import defaultdict

import pytest

from tui_captioner.domain.spelling import loose_key, match_key, singular
from tui_captioner.domain.structure import DEFAULT_STRUCTURE
from tui_captioner.domain.templates import gap
from tui_captioner.domain.vocabulary import Term, Vocabulary
from tui_captioner.storage.vocabulary_files import load_shipped

# Words that an alias may have beside all words of its term, for they say no more than the term does.
_SAYS_NO_MORE = """
    (animal) (cheerleading) (medium) (object) (symbol) (weapon) adult another's area artist artstyle at back
    bare bib body book both by character color composition decorative doing dot drinking edge effect few finger
    forming from group hand high image in japanese keyboard length lens light look middle mobile mood muscle
    nun's of on one out over painting person perspective photo plain plated pose scene scenery season seen
    shinto shot side single sky sneaker something stem sticking still strap style sweater thrown time tipped to
    traditional video view viewer waist wall wearing
"""
SAYS_NO_MORE = frozenset(_SAYS_NO_MORE.split())
# Two terms that differ only by a small word, which is a part of one of them.
APART = {frozenset({"a-pose", "posing"})}


@pytest.fixture(scope="module")
def terms() -> list[Term]:
    return load_shipped()


@pytest.fixture(scope="module")
def shipped(terms: list[Term]) -> Vocabulary:
    return Vocabulary(terms)


def words_of(text: str) -> set[str]:
    words = loose_key(match_key(text)).split()
    return {singular(word) for word in (words[1:] if words[0] == "of" else words)}


def test_no_alias_says_more_than_its_term(terms: list[Term]) -> None:
    narrower = [
        (term.text, alias)
        for term in terms
        for alias in term.aliases
        if words_of(term.text) < words_of(alias) and not words_of(alias) - words_of(term.text) <= SAYS_NO_MORE
    ]
    assert narrower == []


def test_no_two_terms_differ_only_by_a_small_word(terms: list[Term]) -> None:
    meant = defaultdict(set)
    for term in terms:
        for text in (term.text, *term.aliases):
            meant[loose_key(match_key(text))].add(term.text)
    assert [texts for texts in meant.values() if len(texts) > 1 and frozenset(texts) not in APART] == []


def test_every_term_has_a_layer_of_its_slot(terms: list[Term]) -> None:
    layers = {slot.key: slot.layers for slot in DEFAULT_STRUCTURE.slots}
    assert [term.text for term in terms if term.layer not in layers[term.slot or ""]] == []


@pytest.mark.parametrize(
    ("said", "not_meant"),
    [
        ("holding instrument", "holding a guitar"),
        ("over shoulder", "over-the-shoulder view"),
        ("on floor", "sitting on the floor"),
        ("on bed", "bed"),
        ("on the ground", "lying down"),
        ("creature", "of a monster"),
        ("undershirt", "tank top"),
        ("motor vehicle", "car"),
        ("holding polearm", "holding a spear"),
        ("uwabaki", "slippers"),
        ("wizard hat", "witch hat"),
        ("cellphone", "smartphone"),
        ("grandmother", "of an old woman"),
        ("salaryman", "of an office worker"),
        ("tortoise", "of a turtle"),
        ("holding a pencil", "holding a pen"),
        ("figure skating", "ice skating"),
        ("parking garage", "parking lot"),
    ],
)
def test_a_word_of_its_own_is_not_taken_for_another(shipped: Vocabulary, said: str, not_meant: str) -> None:
    found = shipped.find(said)
    assert found is None or found.text != not_meant


WANTED = {
    "action": """
        dogeza, yokozuwari, butterfly sitting, figure four sitting, straddling, sitting on lap, v arms, w arms,
        arm at side, knee up, akimbo, split, standing split, dorsiflexion, headstand, cowering, superhero landing,
        middle finger, skirt lift, back-to-back, cheek-to-cheek, hands behind her back, looks at viewer,
        holding cup of coffee, hand on his hip, sits on chair, holds an umbrella, looking over the shoulder""",
    "subject": """
        tabi, off shoulder, fishnets, garter belt, zettai ryouiki, tongue, fang, feet, legs, black footwear,
        short shorts, stockings, magenta, indigo, violet, lavender, cyan, gold, silver, purple jacket, gray hoodie,
        light blue ribbon, wearing a red dress, green_bowtie, multicolored_dress, two-tone skin""",
    "background": "exterior, apartment, neighborhood, jail cell, rose, candy, fan, transparent background, red rose",
    "details": "softbox, harsh sunlight, neon lights, blue fire",
    "type": "35mm film, medium close-up, miko, from waist up, blue theme, black_cat",
}


@pytest.mark.parametrize(
    ("slot", "tag"), [(slot, " ".join(tag.split())) for slot, tags in WANTED.items() for tag in tags.split(",")]
)
def test_what_people_type_is_known_in_its_slot(shipped: Vocabulary, slot: str, tag: str) -> None:
    term = shipped.find(tag)
    assert term is not None, f'"{tag}" is in no file'
    assert term.slot == slot


def test_phrases_of_one_picture_are_seldom_and_stand_last(terms: list[Term]) -> None:
    seldom = {term.text for term in terms if term.seldom}
    assert {"red patterned fabric on couch", "brown couch", "he is holding a cellphone to his ear"} <= seldom
    assert not seldom & {"wooden floor", "brown hair", "soft shadows", "window"}
    assert {term.count for term in terms if term.seldom} == {1}
    assert min(term.count for term in terms) == 1


def test_a_count_reads_as_words_inside_a_sentence(shipped: Vocabulary) -> None:
    found = shipped.find("1girl")
    assert found is not None
    assert found.phrase == "a girl"


def test_every_template_has_a_gap_that_colours_fill(terms: list[Term]) -> None:
    templates = [term.text for term in terms if gap(term.text)]
    assert len(templates) > 100
    assert {gap(text) for text in templates} == {"colour"}
