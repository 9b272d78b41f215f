from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_captioner.domain.caption import Tag
from tui_captioner.domain.reading import read_pieces
from tui_captioner.domain.slotting.guess import (
    HISTORY,
    NEAREST,
    NEIGHBOURS,
    REASONS,
    SENTENCE,
    SHAPE,
    UNKNOWN,
    VOCABULARY,
)
from tui_captioner.domain.slotting.placing import SURE, History, Placement, place, placements
from tui_captioner.domain.slotting.practice import Practice
from tui_captioner.domain.structure import DEFAULT_STRUCTURE, Slot, Structure
from tui_captioner.domain.vocabulary import Term, Vocabulary

S = DEFAULT_STRUCTURE
VOCABULARY_OF_TESTS = Vocabulary(
    [
        Term("standing", "action", "pose and movement"),
        Term("long hair", "subject", "hair and face"),
        Term("smile", "action", "gaze and expression"),
        Term("1girl", "type", "of a"),
        Term("of a dog", "type", "of a"),
        Term("from below", "type", "perspective"),
        Term("happy", "associations", "mood and feeling"),
        Term("odd one", "nowhere"),
        Term("contrapposto", "action"),
    ]
)


def placed(text: str, structure: Structure = S, history: History | None = None) -> list[Placement]:
    return placements(read_pieces(text), VOCABULARY_OF_TESTS, structure, history=history)


@pytest.mark.parametrize("text", ["Long_Hair", "(long hair:1.2)", r"long\_hair", "[long hair]"])
def test_the_vocabulary_knows_a_tag_however_it_is_written_and_leaves_it_so(text: str) -> None:
    if "\\" in text:
        text = text.replace("\\", "")
    only = placed(text)[0]
    assert (only.slot, only.layer, only.confidence, only.reason) == ("subject", "hair and face", 1.0, VOCABULARY)
    assert only.tag == Tag(text)


def test_what_the_dataset_did_twice_goes_before_the_vocabulary_and_the_shape() -> None:
    assert placed("standing", history={"standing": {"details": 1}})[0].slot == "action"
    moved = placed("Standing", history={"standing": {"details": 2}})[0]
    assert (moved.slot, moved.reason, moved.tag) == ("details", HISTORY, Tag("Standing"))
    assert placed("red_gloves")[0].slot == "subject"
    before = placed("red_gloves", history={"red gloves": {"details": 9}})[0]
    assert (before.slot, before.reason, before.tag.unsure) == ("details", HISTORY, False)


def test_the_dataset_is_believed_the_more_the_more_alike_it_did() -> None:
    once = placed("qwert", history={"qwert": {"details": 1}})[0]
    often = placed("qwert", history={"qwert": {"details": 20}})[0]
    torn = placed("qwert", history={"qwert": {"details": 5, "subject": 5, "type": 5}})[0]
    assert torn.confidence < once.confidence < often.confidence
    assert torn.tag.unsure


def test_where_it_was_also_left_what_was_moved_is_shown_for_review() -> None:
    torn = placed("standing", history={"standing": {"details": 2, "action": 5}})[0]
    assert (torn.slot, torn.tag.unsure) == ("details", True)
    assert placed("standing", history={"standing": {"gone": 9}})[0].slot == "action"


def test_tags_that_differ_in_their_digits_stand_where_the_others_do() -> None:
    history = {"bg 0021": {"background": 1}, "bg 0022": {"background": 1}}
    only = placed("BG-0107", history=history)[0]
    assert (only.slot, only.reason, only.tag.unsure) == ("background", HISTORY, False)
    torn = {**history, "bg 0023": {"details": 1}}
    assert placed("BG-0107", history=torn)[0].reason != HISTORY


def test_a_last_word_that_always_stood_in_one_slot_tells() -> None:
    many = {f"{word} gizmo": {"associations": 1} for word in ("red", "old", "odd")}
    only = placed("brass gizmo", history=many)[0]
    assert (only.slot, only.reason, only.tag.unsure) == ("associations", HISTORY, False)
    assert placed("gizmo", history=many)[0].reason != HISTORY
    torn = {**many, "new gizmo": {"subject": 1}}
    assert placed("brass gizmo", history=torn)[0].slot != "associations"


def test_a_first_word_needs_more_and_gives_way_to_a_good_shape() -> None:
    many = {f"zork {word}": {"associations": 1} for word in ("one", "two", "three")}
    assert placed("zork plugh", history=many)[0].slot == "associations"
    assert placed("zork boots", history=many)[0].slot == "subject"
    assert placed("in a forest", history={f"in {word}": {"details": 1} for word in "abc"})[0].slot == "background"


WHOLE = [
    "a lobster on a white background",
    "two ukj soda bottles next to a tropical waterfall",
    "a red car in front of a house",
    "a cat on a table",
    "an astronaut riding a horse",
    "3 gizmos on a shelf",
]


@pytest.mark.parametrize("text", WHOLE)
def test_a_phrase_for_the_whole_picture_says_what_it_is_of(text: str) -> None:
    for caption in (text, f"ukiyoe style, {text}", f"ukiyoe style, soft natural light, {text}"):
        last = placed(caption)[-1]
        assert (last.slot, last.layer, last.tag.unsure) == ("type", "of a", False)


@pytest.mark.parametrize(
    ("text", "slot"),
    [
        ("a tower in the distance", "background"),
        ("a scar on her cheek", "subject"),
        ("a red scarf around his neck", "subject"),
        ("two hands on her hips", "action"),
        ("a smile on his face", "action"),
        ("the ships at sea", "background"),
    ],
)
def test_what_is_on_somebody_or_far_off_is_no_whole_picture(text: str, slot: str) -> None:
    assert placed(text)[0].slot == slot


@pytest.mark.parametrize("first", ["1girl", "of a dog", "a cat on a sofa"])
def test_a_second_phrase_of_that_kind_is_a_thing_in_the_picture(first: str) -> None:
    assert placed(f"{first}, a lamp on a table")[1].slot == "background"


def test_a_good_shape_keeps_its_slot_whatever_stands_around_it() -> None:
    of_type = "1girl, from below, of a dog, soft natural light, of a boat, from above, photograph, close-up"
    light = placed(f"{of_type}, standing, smile, jumping, running")[3]
    assert (light.slot, light.layer) == ("details", "light")


def test_a_slot_of_the_history_that_is_gone_says_nothing() -> None:
    assert placed("qwert", history={"qwert": {"gone": 9}})[0].reason == UNKNOWN


def test_the_nearest_term_and_the_shape_come_last() -> None:
    found = {at.tag.text: at for at in placed("hair long, contraposto, purple boots, qwert")}
    assert (found["hair long"].slot, found["hair long"].reason) == ("subject", NEAREST)
    assert (found["contraposto"].slot, found["contraposto"].reason) == ("action", NEAREST)
    assert (found["purple boots"].slot, found["purple boots"].reason) == ("subject", SHAPE)


def test_what_nothing_is_known_of_goes_to_the_catch_all_slot_unsure() -> None:
    only = placed("qwert")[0]
    assert (only.slot, only.confidence, only.reason) == ("details", 0.0, UNKNOWN)
    assert only.tag == Tag("qwert", unsure=True)


def test_unsure_is_what_lies_below_the_threshold() -> None:
    text = "smile, qwert, purple boots, Annika, on her knees, of a boat, harvest, quiet joy, leather thing"
    for at in placed(text):
        assert at.tag.unsure == (at.confidence < SURE)


def test_neighbours_on_both_sides_place_what_is_unknown() -> None:
    between = placed("long hair, qwert, plugh, purple boots")
    assert [(at.slot, at.reason) for at in between[1:3]] == [("subject", NEIGHBOURS)] * 2
    assert all(at.tag.unsure for at in between[1:3])
    assert placed("long hair, qwert, smile")[1].reason == UNKNOWN
    assert placed("long hair, qwert")[1].reason == UNKNOWN


IN_ORDER = (
    "1girl, from below, standing, smile, long hair, purple boots, {}, red gloves, in a forest, old barn, {}, tall fence"
)


def test_a_caption_written_slot_by_slot_tells_where_a_doubtful_tag_belongs() -> None:
    found = {at.tag.text: at for at in placed(IN_ORDER.format("forest gubbins", "brass gizmo"))}
    for text, slot in (("forest gubbins", "subject"), ("brass gizmo", "background")):
        assert (found[text].slot, found[text].reason) == (slot, NEIGHBOURS)
        assert found[text].tag.unsure
    assert found["purple boots"].slot == "subject"
    assert not found["purple boots"].tag.unsure


def test_neighbours_never_move_what_is_known() -> None:
    history = {"brass gizmo": {"details": 9}}
    found = {at.tag.text: at for at in placed(IN_ORDER.format("happy", "brass gizmo"), history=history)}
    assert (found["happy"].slot, found["happy"].reason) == ("associations", VOCABULARY)
    assert (found["brass gizmo"].slot, found["brass gizmo"].reason) == ("details", HISTORY)


def test_in_a_caption_in_no_order_a_doubtful_tag_stays_where_it_is_by_itself() -> None:
    alone = placed("brass pail")[0]
    text = "1girl, brass pail, long hair, smile, old barn, from below, purple boots, standing, in a forest, red gloves"
    assert (placed(text)[1].slot, placed(text)[1].confidence) == (alone.slot, alone.confidence)


def test_a_trigger_word_in_front_is_not_taken_for_what_stands_behind_it() -> None:
    text = "qwert_asdf, 1girl, from below, standing, smile, long hair, purple boots, in a forest, old barn"
    assert placed(text)[0] == placed("qwert_asdf")[0]


def test_what_is_eaten_is_the_subject_of_a_picture_of_food() -> None:
    assert placed("melted cheese")[0].slot == "background"
    assert placed("of a burger, melted cheese")[1].slot == "subject"
    assert placed("of a dog, melted cheese")[1].slot == "background"


def test_a_second_being_is_not_what_the_picture_is_of() -> None:
    assert placed("otter")[0].slot == "type"
    assert placed("of a dog, otter")[1].slot == "subject"
    assert placed("1girl, otter")[1].slot == "background"
    assert placed("1girl, blacksmith")[1].slot == "subject"


def test_sentences_stay_whole_and_in_order_in_the_catch_all_slot() -> None:
    caption = place(read_pieces("A cat sits, quietly, on a mat. It looks up at us. smile"), VOCABULARY_OF_TESTS, S)
    assert caption.tags("details") == (
        Tag("A cat sits, quietly, on a mat.", sentence=True),
        Tag("It looks up at us.", sentence=True),
    )
    assert caption.tags("action") == (Tag("smile"),)
    assert placed("A cat sits, quietly, on a mat.")[0].reason == SENTENCE


def test_globals_are_left_out() -> None:
    found = placements(read_pieces("annika, Annika, smile"), VOCABULARY_OF_TESTS, S, ["annika"])
    assert [at.tag.text for at in found] == ["Annika", "smile"]


def test_only_slots_that_exist_are_used() -> None:
    small = Structure((Slot("globals", "Globals"), Slot("subject", "Who"), Slot("rest", "Rest")))
    found = {at.tag.text: at for at in placed("long hair, standing, purple boots, in a forest, odd one", small)}
    assert {at.slot for at in found.values()} == {"subject", "rest"}
    assert found["standing"].slot == "rest"
    assert found["standing"].tag.unsure
    assert found["long hair"].layer is None
    assert not found["long hair"].tag.unsure


def test_own_slots_of_a_project_are_used() -> None:
    vocabulary = Vocabulary([Term("dawn chorus", "sound"), Term("evening chorus", "sound")])
    structure = Structure((*S.slots, Slot("sound", "Sound", layers=("loud",))))
    found = placements((Tag("dawn_chorus"), Tag("distant chorus")), vocabulary, structure)
    assert [at.slot for at in found] == ["sound", "sound"]


texts = st.lists(
    st.one_of(
        st.text(min_size=1, max_size=30),
        st.sampled_from(["long_hair", "(smile:1.2)", "in a forest", "qwert", ":d", "red boots", "of a dog", "otter"]),
    ),
    max_size=12,
)
in_order = st.lists(st.text(max_size=12), max_size=4).map(
    lambda texts: [*IN_ORDER.format("smoky quartzite", "*").split(", "), *(text for text in texts if text)]
)


@given(st.one_of(texts, in_order), st.sampled_from([S, Structure((Slot("globals", "G"), Slot("one", "One")))]))
def test_every_piece_is_placed_once_unchanged_and_always_the_same(texts: list[str], structure: Structure) -> None:
    pieces = tuple(Tag(text) for text in texts)
    found = placements(pieces, VOCABULARY_OF_TESTS, structure)
    assert [at.tag.text for at in found] == texts
    assert all(at.slot in structure.own_keys and 0 <= at.confidence <= 1 and at.reason in REASONS for at in found)
    assert all(at.layer is None or at.layer in structure.slot(at.slot).layers for at in found)
    assert found == placements(pieces, Vocabulary(VOCABULARY_OF_TESTS.terms), structure)
    caption = place(pieces, VOCABULARY_OF_TESTS, structure)
    assert sorted(tag.text for _, tag in caption.all_tags(structure)) == sorted(texts)
    assert caption.read is not None
    assert caption.read.pieces == pieces


def test_what_changes_in_the_history_changes_what_is_placed_next() -> None:
    history = Practice({"qwert": {"details": 1}})
    assert placed("qwert", history=history)[0].slot == "details"
    history.count("qwert", "subject", 5)
    assert placed("qwert", history=history)[0].slot == "subject"
    small = Structure((Slot("globals", "G"), Slot("details", "D")))
    assert placed("qwert", small, history=history)[0].slot == "details"


def test_placing_again_gives_the_same() -> None:
    text = IN_ORDER.format("forest gubbins", "brass gizmo")
    assert placed(text) == placed(text)
    assert place(read_pieces(text), VOCABULARY_OF_TESTS, S) == place(read_pieces(text), VOCABULARY_OF_TESTS, S)
