from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_captioner.domain.vocabulary import Term, Vocabulary, VocabularyError, match_key, parse_vocabulary

ACTION = """
slot = "action"
[layers]
"pose and movement" = ["standing", "sitting", "contrapposto"]
"gaze" = ["looking at viewer"]
[aliases]
contrapposto = ["weight on one leg"]
"head tilt" = ["tilted head"]
[groups]
"head" = ["head tilt", "head down"]
"pose" = ["standing", "sitting"]
"""


def parse(text: str, source: str = "action.toml") -> dict[str, Term]:
    return {term.text: term for term in parse_vocabulary(tomllib.loads(text), source=source)}


def test_reads_the_file_of_one_slot() -> None:
    terms = parse(ACTION)

    assert list(terms) == ["standing", "sitting", "contrapposto", "looking at viewer", "head tilt", "head down"]
    assert terms["standing"] == Term("standing", "action", "pose and movement", group="pose")
    assert terms["contrapposto"].aliases == ("weight on one leg",)
    assert terms["head tilt"] == Term("head tilt", "action", None, ("tilted head",), group="head")


def test_reads_a_project_file_with_tables_under_each_slot() -> None:
    terms = parse('[action.layers]\npose = ["leaping"]\n[subject.aliases]\n"red hat" = ["scarlet hat"]')

    assert terms["leaping"] == Term("leaping", "action", "pose")
    assert terms["red hat"] == Term("red hat", "subject", aliases=("scarlet hat",))


def test_an_empty_file_has_no_terms() -> None:
    assert parse("") == {}
    assert parse('slot = "action"') == {}


def test_a_sentence_may_hold_a_comma() -> None:
    assert "She smiles, and waves." in parse('[details.layers]\nlight = ["She smiles, and waves."]')


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("slot = 3", "slot"),
        ('slot = ""', "slot"),
        ('slot = "a"\nlayer = 1', "layer"),
        ('slot = "a"\nlayers = ["b"]', "[layers]"),
        ('slot = "a"\n[layers]\nx = "standing"', 'layers."x"'),
        ('slot = "a"\n[layers]\nx = [1]', "quotes"),
        ('slot = "a"\n[layers]\nx = [""]', "empty"),
        ('slot = "a"\n[layers]\nx = [" b"]', "space"),
        ('slot = "a"\n[layers]\nx = ["red hat, blue hat"]', "comma"),
        ('slot = "a"\n[layers]\nx = ["b\\nc"]', "one line"),
        ('slot = "a"\n[groups]\nx = ["b"]\ny = ["b"]', "one group"),
        ('[layers]\nx = ["b"]', "slot ="),
        ('action = ["b"]', "[action.layers]"),
        ('[action]\nstanding = ["b"]', "action.standing"),
    ],
)
def test_a_bad_shape_is_named_with_file_and_key(text: str, named: str) -> None:
    with pytest.raises(VocabularyError) as caught:
        parse(text, source="mine.toml")
    assert "mine.toml" in str(caught.value)
    assert named in str(caught.value)


def test_get_goes_by_case_first() -> None:
    vocabulary = Vocabulary([Term("May"), Term("may"), Term("Über")])

    assert vocabulary.get("may") == Term("may")
    assert vocabulary.get("MAY") == Term("May")
    assert vocabulary.get("über") == Term("Über")
    assert vocabulary.get("april") is None


@pytest.mark.parametrize(
    "spelled", ["long hair", "Long_Hair", "long  hair", "lange haare", "LANGE_HAARE", "hair_(long)", r"hair \(long\)"]
)
def test_find_takes_any_spelling_and_alias(spelled: str) -> None:
    vocabulary = Vocabulary([Term("long hair", aliases=("lange haare", "hair (long)"))])

    assert vocabulary.find(spelled) == vocabulary.terms[0]


def test_a_text_goes_before_an_alias_of_another_term() -> None:
    vocabulary = Vocabulary([Term("smile", aliases=("grin",)), Term("grin")])

    assert vocabulary.find("GRIN") == Term("grin")


def test_emoticons_keep_their_letters() -> None:
    vocabulary = Vocabulary([Term("_"), Term(">_<")])

    assert vocabulary.find("_") == Term("_")
    assert vocabulary.find("> <") == Term(">_<")


def test_merging_keeps_the_first_terms_and_fills_in_what_they_leave_open() -> None:
    own = Vocabulary([Term("long hair", "subject", "hair"), Term("hat", "subject", count=3)])
    other = Vocabulary([Term("long_hair", aliases=("lh",), count=9), Term("hat", "details", count=5), Term("cat")])

    merged = own.merged(other)

    assert list(merged) == [
        Term("long hair", "subject", "hair", ("lh",), 9),
        Term("hat", "subject", count=3),
        Term("cat"),
    ]


def test_a_text_stands_once_and_the_first_wins() -> None:
    vocabulary = Vocabulary([Term("a", "type"), Term("a", "action")])

    assert len(vocabulary) == 1
    assert vocabulary.terms[0].slot == "type"


def test_groups_are_listed_in_order() -> None:
    vocabulary = Vocabulary(parse(ACTION).values())

    assert vocabulary.groups() == {"pose": ("standing", "sitting"), "head": ("head tilt", "head down")}


@given(st.lists(st.text(min_size=1), unique=True, max_size=8))
def test_every_text_is_found_as_it_is(texts: list[str]) -> None:
    vocabulary = Vocabulary(map(Term, texts))

    for text in texts:
        assert vocabulary.get(text) == Term(text)
        assert vocabulary.find(text) == Term(text)


@given(st.text())
def test_match_keys_are_stable(text: str) -> None:
    assert match_key(text.replace("_", " ")) == match_key(text) or not text.strip("_ ")


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("hands behind her back", "hands behind back"),
        ("Medium_Close-Up", "medium close up"),
        ("looks at viewer", "looking at viewer"),
        ("weight on her one leg", "contrapposto"),
    ],
)
def test_find_looks_past_small_words_hyphens_and_endings(said: str, meant: str) -> None:
    terms = ["hands behind back", "medium close up", "looking at viewer"]
    vocabulary = Vocabulary([*map(Term, terms), Term("contrapposto", aliases=("weight on one leg",))])

    found = vocabulary.find(said)
    assert found is not None
    assert found.text == meant


def test_an_ending_decides_between_two_terms_that_differ_by_it() -> None:
    vocabulary = Vocabulary([Term("hand up high"), Term("hands up high"), Term("dog")])

    assert vocabulary.find("hands up high") == Term("hands up high")
    assert vocabulary.find("hand up highs") is None
    assert vocabulary.find("dogs") is None


def test_reads_what_is_seldom_and_how_a_term_reads_in_a_sentence() -> None:
    terms = parse('slot = "type"\nseldom = ["1girl", "odd"]\n[layers]\n"of a" = ["1girl"]\n[phrases]\n1girl = "a girl"')

    assert terms["1girl"] == Term("1girl", "type", "of a", seldom=True, phrase="a girl")
    assert terms["odd"] == Term("odd", "type", seldom=True)
    assert Term("solo") == Term("solo", None, None, (), 0, None)


def test_a_project_file_may_mark_terms_too() -> None:
    terms = parse('[type]\nseldom = ["odd"]\n[type.phrases]\nodd = "an odd thing, seldom seen"')

    assert terms["odd"] == Term("odd", "type", seldom=True, phrase="an odd thing, seldom seen")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ('slot = "a"\nseldom = "b"', "seldom"),
        ('slot = "a"\nseldom = [1]', "quotes"),
        ('slot = "a"\nphrases = ["b"]', "[phrases]"),
        ('slot = "a"\n[phrases]\nb = 3', 'phrases."b"'),
        ('slot = "a"\n[phrases]\nb = ""', "empty"),
        ('slot = "a"\n[phrases]\nb = "c\\nd"', "one line"),
    ],
)
def test_a_bad_mark_is_named(text: str, named: str) -> None:
    with pytest.raises(VocabularyError, match=r"mine\.toml") as caught:
        parse(text, source="mine.toml")
    assert named in str(caught.value)


def test_merging_keeps_marks() -> None:
    own = Vocabulary([Term("1girl", "type")])
    other = Vocabulary([Term("1girl", "type", seldom=True, phrase="a girl"), Term("odd", seldom=True)])

    assert list(own.merged(other)) == [Term("1girl", "type", phrase="a girl"), Term("odd", seldom=True)]


@pytest.mark.parametrize("blank", ["", "  ", "\u3000"])
def test_a_blank_text_is_no_term(blank: str) -> None:
    assert Vocabulary([Term("standing", "action"), Term("looking at viewer", "action")]).find(blank) is None
