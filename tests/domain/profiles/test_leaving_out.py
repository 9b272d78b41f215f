"""What a profile leaves out is kept with its caption, and only what was decided is left out."""

from __future__ import annotations

import pytest

from tui_captioner.domain.caption import Caption, OutputRules, Tag
from tui_captioner.domain.edits import Move, Rename
from tui_captioner.domain.profiles.leaving_out import (
    LeavingOut,
    decided,
    decided_all,
    decided_anew,
    left_out_tags,
    said,
    with_left_out,
)
from tui_captioner.domain.profiles.profile import ALL, Part
from tui_captioner.domain.profiles.reading import shipped_profiles
from tui_captioner.domain.profiles.whole_words import holds, without
from tui_captioner.domain.reading import read_caption
from tui_captioner.domain.slotting.arranging import into_slots
from tui_captioner.domain.structure import DEFAULT_STRUCTURE
from tui_captioner.domain.writing import assemble

CHARACTER = LeavingOut.of(shipped_profiles()["character"], trigger="annika")
LAYERS = {"long hair": "hair and face", "red dress": "clothing", "photograph": "medium"}


def layer_of(_slot: str, text: str) -> str:
    return LAYERS.get(text, "")


def caption(**slots: str) -> Caption:
    return Caption({slot: tuple(Tag(text) for text in texts.split(", ")) for slot, texts in slots.items()})


def as_read(text: str, **slots: str) -> Caption:
    """A caption as it was read, its tags in the slots that are given."""
    where = {tag: slot for slot, tags in slots.items() for tag in tags.split(", ")}
    pieces = read_caption(text)
    return into_slots(pieces, DEFAULT_STRUCTURE, (), lambda tags: ((where[tag.text], tag) for tag in tags))


def text(of: Caption) -> str:
    return assemble(DEFAULT_STRUCTURE, OutputRules(), (), of)


def test_a_slot_that_is_left_out_is_kept_and_not_written() -> None:
    after = decided(caption(action="standing", background="park, bench"), CHARACTER)
    assert text(after) == "standing"
    assert [tag.text for tag in after.tags("background")] == ["park", "bench"]


def test_a_plain_project_changes_nothing() -> None:
    before = caption(action="standing", background="park")
    assert decided(before, LeavingOut()) is before
    assert decided_anew(before, LeavingOut()) is before


def test_a_caption_that_was_not_edited_stays_to_the_letter() -> None:
    before = as_read("park,  standing", background="park", action="standing")
    assert decided(before, CHARACTER) is before


@pytest.mark.parametrize(
    "tag",
    [Tag("annika in a park"), Tag("Annika's park"), Tag("park", unsure=True), Tag("BREAK", mark=True)],
    ids=["trigger", "trigger in capitals", "unsure", "mark"],
)
def test_what_holds_the_trigger_or_is_not_sure_is_written(tag: Tag) -> None:
    assert text(decided(Caption({"background": (tag,)}), CHARACTER)) == tag.text


def test_a_layer_alone_is_left_out_where_the_vocabulary_knows_it() -> None:
    rule = LeavingOut.of(shipped_profiles()["style"], layer_of=layer_of)
    after = decided(caption(type="photograph, of a woman, unheard of"), rule)
    assert text(after) == "of a woman, unheard of"


def test_a_layer_of_a_slot_that_is_left_out_may_be_written_all_the_same() -> None:
    rule = LeavingOut.of(shipped_profiles()["character"], [Part("subject", "clothing")], layer_of=layer_of)
    assert text(decided(caption(subject="long hair, red dress, unheard of"), rule)) == "red dress"


@pytest.mark.parametrize(("written", "wanted"), [([ALL], "standing, park"), ([Part("background")], "standing, park")])
def test_the_project_may_have_it_written(written: list[Part], wanted: str) -> None:
    rule = LeavingOut.of(shipped_profiles()["character"], written)
    assert text(decided(caption(action="standing", background="park"), rule)) == wanted


def test_of_a_change_of_many_only_what_came_in_is_decided() -> None:
    before = caption(background="park, bench")
    after = before.added("background", [Tag("tree")])
    assert text(decided(after, CHARACTER, before)) == "park, bench"


def test_a_tag_that_gets_another_text_stays_written() -> None:
    before = caption(background="park, bench")
    after = Rename("park", "city park").apply(before)
    assert text(decided(after, CHARACTER, before)) == "city park, bench"


def test_captions_that_an_edit_does_not_change_stay_as_they_are() -> None:
    one, other = caption(background="park"), caption(background="beach")
    changed = other.added("action", [Tag("standing")])
    assert decided_all([one, changed], [one, other], CHARACTER, whole=True) == (one, decided(changed, CHARACTER))


def test_a_tag_that_moves_to_another_slot_is_decided_there() -> None:
    after = Move("background", 0, "action").apply(decided(caption(background="jumping"), CHARACTER))
    assert text(after) == "jumping"


def test_what_the_user_said_holds_against_every_profile() -> None:
    kept = said(decided(caption(action="standing", background="park"), CHARACTER), "background", written=True)
    assert text(kept) == "standing, park"
    assert decided_anew(kept, CHARACTER) is kept


def test_one_tag_alone_may_be_left_out() -> None:
    assert text(said(caption(action="standing, smiling"), "action", written=False, index=0)) == "smiling"


def test_another_profile_writes_again_what_the_first_left_out() -> None:
    before = caption(action="standing", background="park")
    assert decided_anew(decided(before, CHARACTER), LeavingOut()) == before


def test_of_a_caption_as_it_was_read_only_what_is_left_out_leaves_the_text() -> None:
    before = as_read("park,  smiling, bench, standing", background="park, bench", action="smiling, standing")
    after = decided_anew(before, CHARACTER)
    assert text(after) == "smiling, standing"
    assert after.read is not None
    assert text(decided_anew(after, LeavingOut())) == "smiling, standing, park, bench"


def test_a_text_that_is_read_anew_keeps_what_it_can_not_hold() -> None:
    before = decided(caption(action="standing", background="park, bench"), CHARACTER)
    anew = as_read("sitting, bench", action="sitting", background="bench")
    after = with_left_out(anew, before)
    assert text(after) == "sitting, bench"
    assert [tag.text for tag in left_out_tags(after)["background"]] == ["park"]


def test_a_rename_of_what_is_left_out_leaves_the_text_as_it_was_read() -> None:
    before = with_left_out(
        as_read("smiling,  standing", action="smiling, standing"), decided(caption(background="park"), CHARACTER)
    )
    after = Rename("park", "garden").apply(before)
    assert text(after) == "smiling,  standing"
    assert [tag.text for tag in after.tags("background")] == ["garden"]


@pytest.mark.parametrize(
    ("words", "there"),
    [
        ("annika, smiling", True),
        ("annikas", False),
        ("of annika's", True),
        ("xannika annika", True),
        ("annika_2", False),
    ],
)
def test_a_word_is_found_as_a_whole_one(words: str, there: bool) -> None:
    assert holds(words, "annika") is there


def test_words_are_taken_out_wherever_they_stand() -> None:
    assert without("in illustration style, illustration", "illustration style") == "in , illustration"


def test_its_key_says_what_is_left_out_and_nothing_of_this_run() -> None:
    assert CHARACTER.key == "([Part(slot='background', layer=''), Part(slot='subject', layer='')], [], 'annika')"
    assert LeavingOut.of(shipped_profiles()["character"], trigger="annika", layer_of=layer_of).key == CHARACTER.key


def test_a_tag_that_becomes_like_one_that_is_left_out_stays_written() -> None:
    before = decided(caption(action="standing, running", background="sitting"), CHARACTER)
    assert text(Rename("running", "sitting").apply(before)) == "standing, sitting"
