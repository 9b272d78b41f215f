"""A line without commas becomes tags: by what captions and vocabularies have."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_captioner.domain.line_cutting.cutter import CutLine, LineCutter
from tui_captioner.domain.line_cutting.spoken import MOST_WORDS

CAPTIONS = [
    ["1girl", "standing", "long hair", "red dress", "beach"],
    ["1girl", "looking at viewer", "twintails", "blue_eyes", "beach"],
    ["photo", "1girl", "standing", "long hair", "a woman on a beach"],
]
HOMOPHONES = {"hare": ("hair",), "hair": ("hare",), "blew": ("blue",), "blue": ("blew",)}


def taught() -> LineCutter:
    cutter = LineCutter(HOMOPHONES)
    cutter.add_terms(["depth of field", "smile", "black and white", "next to a tree"])
    for caption in CAPTIONS * 4:
        cutter.learn(caption)
    return cutter


def told(found: CutLine) -> str:
    return ", ".join(cut.text + " ?" * cut.doubtful for cut in found.cuts)


@pytest.mark.parametrize(
    ("line", "tags", "dropped"),
    [
        ("1girl standing long hair red dress", "1girl, standing, long hair, red dress", ""),
        ("looking at viewer depth of field smile", "looking at viewer, depth of field, smile", ""),
        # Said otherwise than it is written.
        ("one girl twin tails", "1girl, twintails", ""),
        ("Blue eyes Long Hair", "blue_eyes, long hair", ""),
        ("long hare standing", "long hair, standing", ""),
        # Words that are no part of a tag.
        ("um 1girl uh standing erm", "1girl, standing", "um uh erm"),
        ("long hair and red dress", "long hair, red dress", "and"),
        ("long hair and then red dress comma beach", "long hair, red dress, beach", "and then comma"),
        # Where they are a part of one, they stay.
        ("black and white standing", "black and white, standing", ""),
        ("standing next to a tree", "standing, next to a tree", ""),
        ("", "", ""),
        ("um", "", "um"),
    ],
)
def test_words_become_tags_as_captions_have_them(line: str, tags: str, dropped: str) -> None:
    found = taught().cut(line)
    assert told(found).replace(" ?", "") == tags
    assert " ".join(found.dropped) == dropped


def test_what_is_sure_is_not_marked_and_what_may_end_elsewhere_is() -> None:
    cutter = taught()
    assert told(cutter.cut("1girl standing long hair red dress")) == "1girl, standing, long hair, red dress"
    assert told(cutter.cut("1girl standing green quux")) == "1girl, standing, green quux ?"


def test_other_words_than_were_said_are_told_but_no_other_spelling() -> None:
    found = taught().cut("one girl blue eyes long hare twin tails")
    assert [cut.text for cut in found.cuts if cut.changed] == ["1girl", "long hair"]


@pytest.mark.parametrize(
    ("line", "texts"),
    [
        ("long hair, red dress", ["long hair", "red dress"]),
        # Whatever the captions say.
        ("looking at, viewer", ["looking at", "viewer"]),
        ("Standing. Long hair.", ["standing", "long hair"]),
        ("mt. fuji", ["mt. fuji"]),
    ],
)
def test_borders_that_somebody_set_are_kept(line: str, texts: list[str]) -> None:
    assert [cut.text for cut in taught().cut(line).cuts] == texts


def test_a_word_that_captions_have_is_no_filler_and_behind_a_number_it_is_a_unit() -> None:
    cutter = taught()
    assert cutter.cut("35 mm standing").dropped == []
    cutter.learn(["hmm", "standing"])
    assert told(cutter.cut("hmm standing")) == "hmm, standing"


def test_no_homophone_where_the_words_are_a_known_tag() -> None:
    cutter = taught()
    cutter.learn(["hare", "hair", "standing"])
    assert [cut.text for cut in cutter.cut("standing hare").cuts] == ["standing", "hare"]


def test_a_word_that_stands_inside_tags_parts_where_a_border_would_be_without_it() -> None:
    cutter = LineCutter()
    for _ in range(9):
        cutter.learn(["front view", "no shirt and red shoes", "a view and a sea", "sprite and frame"])
    found = cutter.cut("front view and sprite and frame")
    assert ([cut.text for cut in found.cuts], found.dropped) == (["front view", "sprite and frame"], ["and"])


def test_without_captions_terms_are_cut_apart() -> None:
    cutter = LineCutter()
    cutter.add_terms(["looking at viewer", "smile", "outdoors"])
    assert (
        told(cutter.cut("looking at viewer smile outdoors")).replace(" ?", "") == "looking at viewer, smile, outdoors"
    )


def test_a_caption_that_is_taken_back_leaves_nothing() -> None:
    cutter = taught()
    before = cutter.cut("long hair slender fit dragon tail")
    odd = ["hair slender", "fit dragon", "tail"]
    cutter.learn(odd)
    assert [cut.text for cut in cutter.cut("fit dragon tail").cuts] == ["fit dragon", "tail"]
    cutter.unlearn(odd)
    assert [cut.text for cut in cutter.cut("long hair slender fit dragon tail").cuts] == [c.text for c in before.cuts]


def test_a_text_that_nobody_can_have_said_is_not_cut() -> None:
    assert taught().cut("standing " * (MOST_WORDS + 1)) == CutLine([], [])
    assert len(taught().cut("standing " * MOST_WORDS).cuts) == MOST_WORDS


WORDS = sorted({word for caption in CAPTIONS for tag in caption for word in tag.split()})


@given(st.lists(st.sampled_from([*WORDS, "quux", "and", "um", "next", "one", "-", "_", ":d"]), max_size=25))
def test_no_word_is_lost_doubled_or_moved(words: list[str]) -> None:
    found = taught().cut(" ".join(words))
    said = [word for cut in found.cuts for word in cut.said.split()]
    dropped = [word for text in found.dropped for word in text.split()]
    assert sorted([*said, *dropped]) == sorted(words)
    rest = iter(words)
    assert all(word in rest for word in said)
