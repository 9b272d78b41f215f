"""The rules on a set, each with captions that it finds something on, and such as it does not."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_captioner.domain.checks.audit import RULES, SET_CHECKS, set_findings_of
from tui_captioner.domain.checks.checked_set import CheckedSet, SetTag, set_of, tag_filter
from tui_captioner.domain.checks.finding import INFO, WARNING, Finding
from tui_captioner.domain.checks.mend import MakeGlobal, MoveTag, SeveralMends
from tui_captioner.domain.checks.settings import CheckSettings
from tui_captioner.domain.query.expression import TextTest
from tui_captioner.domain.query.parsing import LONGEST, parse_filter
from tui_captioner.domain.query.words import FilterWords

EVERY = CheckSettings(on=frozenset(rule.id for rule in RULES))

VARIED = ("standing", "sitting", "running", "smiling", "walking", "jumping", "waving", "reading", "sleeping", "dancing")


def tagged(*captions: str, **more: object) -> CheckedSet:
    """A set with these captions, all tags in one slot."""
    texts = {f"{number:02}.png": {"action": caption.split(", ")} for number, caption in enumerate(captions)}
    return set_of(texts, **more)  # type: ignore[arg-type]


def rules_of(seen: CheckedSet) -> set[str]:
    return {found.rule for found in set_findings_of(seen)}


def only(seen: CheckedSet, rule: str) -> Finding:
    [found] = [found for found in set_findings_of(seen) if found.rule == rule]
    return found


def with_tag(tag: str, images: int, out_of: int) -> list[str]:
    """Captions that differ, the first ones with a tag."""
    return [f"{tag + ', ' if at < images else ''}pose {at}" for at in range(out_of)]


def test_a_tag_on_every_image_is_told_once_with_all_others() -> None:
    """The guide of the character LoRA: `annika with red hair` is no part of annika where every caption says it."""
    captions = [f"annika, red hair, blue eyes, {action}" for action in VARIED]
    found = only(tagged(*captions, trigger="annika"), "constant-tag")
    assert found.message == "'blue eyes', 'red hair' stand on all 10 images"
    assert found.images == ()
    assert found.filter == 'tag=="blue eyes"'


def test_tags_on_every_image_are_made_globals_in_their_order_with_the_trigger_word() -> None:
    captions = [f"annika, red hair, blue eyes, {action}" for action in VARIED]
    mends = [only(tagged(*captions, trigger=trigger), "constant-tag").mend_by for trigger in ("annika", "", "bob")]
    assert mends == [MakeGlobal(("annika", "red hair", "blue eyes"))] * 2 + [None]
    part = replace(tagged(*captions, trigger="annika"), is_all=False)
    assert only(part, "constant-tag").mend_by is None


def test_a_trigger_word_and_globals_are_meant_to_be_everywhere() -> None:
    captions = [f"annika, photo, {action}" for action in VARIED]
    assert rules_of(tagged(*captions, trigger="annika", globals_=("photo",))) == set()
    assert rules_of(tagged(*captions[:9])) == set()  # too few to say anything


def test_a_tag_on_nearly_every_image_is_asked_about_on_the_others() -> None:
    found = only(tagged(*with_tag("hat", 24, 25)), "nearly-constant-tag")
    assert found.message == "'hat' stands on 24 of 25 images (96%), not on the other 1"
    assert (found.images, found.filter, found.tag) == (("24.png",), 'NOT tag=="hat"', "hat")
    assert found.severity == WARNING


def test_tags_that_the_same_images_lack_are_one_finding() -> None:
    captions = with_tag("hat, coat", 24, 25)
    assert only(tagged(*captions), "nearly-constant-tag").about == "coat, hat"


def test_on_less_than_85_of_100_it_is_no_finding_and_among_few_a_note() -> None:
    assert rules_of(tagged(*with_tag("hat", 20, 25))) == set()
    assert only(tagged(*with_tag("hat", 13, 14)), "nearly-constant-tag").severity == INFO


def test_tags_that_never_stand_apart() -> None:
    captions = with_tag("maid, apron", 5, 20)
    found = only(tagged(*captions), "never-apart")
    assert found.message == "'apron', 'maid' stand on the same 5 images, none without the others"
    assert found.images == tuple(f"{number:02}.png" for number in range(5))
    assert rules_of(tagged(*captions, "maid, kneeling")) == set()
    assert rules_of(tagged(*with_tag("maid, apron", 4, 20))) == set()  # of few images that is chance


def test_a_word_that_is_taught_may_stand_beside_its_plain_sibling() -> None:
    """The novita.ai guide: a dataset of `mordacious` is captioned with `sarcastic, mordacious`."""
    assert rules_of(tagged(*with_tag("sarcastic, mordacious", 6, 20), trigger="mordacious")) == set()


def test_tags_that_the_trigger_word_brings_along() -> None:
    captions = [f"annika, red hair, {number}" for number in range(20)] + [f"bob, {number}" for number in range(20)]
    found = only(tagged(*captions, trigger="annika"), "fused-with-trigger")
    assert found.message == "'red hair': on all the 20 images with 'annika'"
    assert len(found.images) == 20
    assert "fused-with-trigger" not in rules_of(tagged(*captions))  # a trigger word is never guessed
    shared = [*captions, *(f"red hair, {number}" for number in range(40, 60))]
    assert "fused-with-trigger" not in rules_of(tagged(*shared, trigger="annika"))


def test_the_same_caption_on_different_pictures_whatever_its_order() -> None:
    captions = ["red hat, coat", "coat, Red_Hat", "b, c", "c, b", "d"]
    found = only(tagged(*captions), "same-caption")
    assert "2 captions stand on several images each, 4 in all" in found.message
    assert found.images == ("00.png", "01.png", "02.png", "03.png")
    assert rules_of(tagged("red hat, coat", "red coat, hat, b", "c", "d", "e")) == set()


def test_one_picture_may_have_one_caption_twice() -> None:
    seen = tagged("a, b", "b, a", "c", "d", "e")
    same = CheckedSet(seen.names, seen.tags, seen.texts, same_pictures={0: 7, 1: 7})
    assert rules_of(same) == set()
    assert rules_of(CheckedSet(seen.names, seen.tags, seen.texts, same_pictures={0: 7, 1: 8})) == {"same-caption"}


PROSE = "a full body shot of annika {} in the old town"
TAGS = "1girl, solo, {}, outdoors, day"


def test_prose_and_tags_in_one_set() -> None:
    """The novita.ai guide: try to avoid mixing and matching structures when captioning a single dataset."""
    prose, tags = [PROSE.format(word) for word in VARIED], [TAGS.format(word) for word in VARIED]
    found = only(tagged(*prose, *tags[:4]), "mixed-kinds")
    assert found.message == "10 captions are prose and 4 are tags"
    assert found.images == ("10.png", "11.png", "12.png", "13.png")
    for alike in (prose, tags, [f"{one}, {PROSE.format('x')}." for one in tags]):
        assert "mixed-kinds" not in rules_of(tagged(*alike))


def test_words_in_nearly_every_caption_are_found_inside_differing_tags() -> None:
    captions = [f"A macro shot of {word} flowers, the center is {word}" for word in VARIED * 2]
    found = only(tagged(*captions, prose=True), "constant-phrase")
    assert found.message == "Nearly all of 20 captions say 'center' (100%), 'flowers' (100%), 'macro shot' (100%)"
    assert "constant-phrase" not in rules_of(tagged(*captions))


def test_phrases_that_a_constant_tag_says_are_not_told_again() -> None:
    captions = [f"pixel art style, a {word} man" for word in VARIED * 2]
    assert only(tagged(*captions, prose=True), "constant-phrase").message.endswith("say 'man' (100%)")


def test_a_tag_in_another_slot_than_elsewhere() -> None:
    captions: dict[str, Mapping[str, Sequence[str]]] = {
        "a.png": {"action": ["blush"]},
        "b.png": {"subject": ["blush", "hat"]},
        "c.png": {"subject": ["blush", "coat"]},
    }
    found = only(set_of(captions), "slot-elsewhere")
    assert found.message == "'blush' stands in Action (1), mostly in Subject (2)"
    assert (found.images, found.filter) == (("a.png",), 'slot.action=="blush"')
    assert found.mend_by == MoveTag("blush", "subject")
    del captions["c.png"]
    assert rules_of(set_of(captions)) == set()


@pytest.mark.parametrize("rule", ["used-once", "frequent-tag", "odd-length"])
def test_what_was_measured_to_be_of_no_help_is_off_until_asked_for(rule: str) -> None:
    captions = [*with_tag("hat", 19, 25), " ".join(["word"] * 99)]
    assert rule not in rules_of(tagged(*captions))
    assert rule in rules_of(tagged(*captions, settings=CheckSettings(on=frozenset([rule]))))


def test_severities_and_numbers_are_tuned() -> None:
    settings = CheckSettings(severities={"constant-tag": INFO}, options={"constant-tag": {"images": 3}})
    assert only(tagged("a, b", "a, c", "a, d", settings=settings), "constant-tag").severity == INFO
    assert rules_of(tagged(*with_tag("hat", 25, 25), settings=CheckSettings(off=frozenset(["constant-tag"])))) == set()


def test_every_rule_has_what_finds_it() -> None:
    assert [rule.id for rule in RULES] == list(SET_CHECKS)


def test_a_filter_that_is_too_long_to_be_read_is_not_given() -> None:
    text = "very " * LONGEST + "long"
    found = only(tagged(*[f"{text}, {word}" for word in VARIED]), "constant-tag")
    assert found.filter == ""
    assert len(found.message) < 200


def test_words_that_only_join_others_are_no_phrase() -> None:
    captions = [f"a picture shows a {word} man wearing a {word} coat" for word in VARIED * 2]
    found = only(tagged(*captions, prose=True), "constant-phrase")
    assert found.message.endswith("say 'coat' (100%), 'man' (100%), 'picture' (100%)")


def test_keys_of_json_are_no_words_of_captions() -> None:
    captions = [f'{{"scene": "a {word} man", "camera": "wide"}}' for word in VARIED * 2]
    assert "constant-phrase" not in rules_of(tagged(*captions, prose=True))


TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=20)


@given(TEXTS.filter(lambda text: text.strip() == text), st.sampled_from(["", "action", "text"]))
def test_the_filter_of_a_tag_finds_that_tag_letter_by_letter(text: str, slot: str) -> None:
    found = parse_filter(tag_filter(text, slot), FilterWords(("action", "text"), ()))
    assert isinstance(found, TextTest)
    assert (found.letters, found.slot) == (unicodedata.normalize("NFC", text), slot)


ANY_SET = st.lists(
    st.lists(st.sampled_from(["hat", "coat", "a b", "", "¡", "1girl"]) | st.text(max_size=9), max_size=5), max_size=30
)


@given(ANY_SET)
def test_any_captions_can_be_looked_at(captions: list[list[str]]) -> None:
    texts = {str(number): {"action": tags} for number, tags in enumerate(captions)}
    for found in set_findings_of(set_of(texts, trigger="hat", settings=EVERY, prose=True)):
        assert found.message
        assert set(found.images) <= set(texts)


@given(ANY_SET, st.randoms(use_true_random=False))
def test_the_order_of_the_images_makes_no_difference(captions: list[list[str]], chance: random.Random) -> None:
    texts = {str(number): {"action": tags} for number, tags in enumerate(captions)}
    names = list(texts)
    chance.shuffle(names)

    def told(order: Sequence[str]) -> set[tuple[str, str, str, frozenset[str]]]:
        seen = set_of({name: texts[name] for name in order}, trigger="hat", settings=EVERY, prose=True)
        return {(found.rule, found.severity, found.about, frozenset(found.images)) for found in set_findings_of(seen)}

    assert told(list(texts)) == told(names)


def test_a_slot_that_was_only_guessed_is_a_question_of_its_own() -> None:
    tag = SetTag("blush", {"subject": [0, 1], "action": [2]}, {"action": [2]})
    assert rules_of(CheckedSet(["a", "b", "c"], [tag])) == set()


def test_many_tags_in_other_slots_are_one_finding() -> None:
    tags = [SetTag(f"tag {at}", {"subject": [0, 1], "action": [2]}) for at in range(11)]
    found = only(CheckedSet(["a", "b", "c"], tags), "slot-elsewhere")
    assert found.message.startswith("11 tags on 1 image stand in another slot than mostly: 'tag 0', 'tag 1'")
    assert isinstance(found.mend_by, SeveralMends)
    assert len(list(set_findings_of(CheckedSet(["a", "b", "c"], tags[:10])))) == 10
