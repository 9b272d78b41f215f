"""Rules of the profile on captions of tags; for prose see the guides' examples."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.support.checked_captions import findings, layer_of, rules_of, seen, seen_as
from tui_captioner.domain.caption import Caption, Tag
from tui_captioner.domain.checks import profile_rules
from tui_captioner.domain.profiles.leaving_out import LeavingOut, decided
from tui_captioner.domain.profiles.profile import Length
from tui_captioner.domain.profiles.reading import shipped_profiles

TAGS = "annika, full body shot, standing, smiling"


def test_tags_that_the_profile_describes_have_no_finding() -> None:
    assert rules_of(TAGS) == []


def test_tags_that_the_profile_leaves_out_are_told_until_they_are_left_out() -> None:
    caption = Caption(
        {
            "type": (Tag("full body shot"),),
            "action": (Tag("annika"), Tag("standing")),
            "background": (Tag("park"), Tag("bench", unsure=True)),
        }
    )
    assert [(found.rule, found.tag) for found in findings(seen_as(caption))] == [("profile-left-out", "park")]
    rule = LeavingOut.of(shipped_profiles()["character"], (), "annika", layer_of)
    assert findings(seen_as(decided(caption, rule))) == []


def test_what_the_user_has_written_is_no_finding() -> None:
    caption = Caption({"action": (Tag("annika"), Tag("from side")), "background": (Tag("park", written=True),)})
    assert findings(seen_as(caption)) == []


@pytest.mark.parametrize("text", ["red hair", "long brown hair", "blue eyes"])
def test_looks_are_told_wherever_they_stand(text: str) -> None:
    caption = Caption({"type": (Tag(f"full body shot of annika with {text}"),)})
    assert [(found.rule, found.about) for found in findings(seen_as(caption))] == [("profile-too-much", "looks")]
    assert f"'{text}'" in findings(seen_as(caption))[0].message


@pytest.mark.parametrize("text", ["hair trailing behind", "eyes closed", "closed eyes", "hand on face"])
def test_what_a_part_of_the_body_does_is_no_look(text: str) -> None:
    caption = Caption({"action": (Tag("annika"), Tag(text), Tag("from side"))})
    assert findings(seen_as(caption)) == []


@pytest.mark.parametrize(
    "text",
    [
        "wide cowboy shot",
        "side view",
        "close-up",
        "seen from_above",
        "three-quarter view",
        "3/4 view",
        "bird's-eye view",
    ],
)
def test_framing_is_found_inside_a_tag(text: str) -> None:
    assert rules_of(f"annika, standing, {text}") == []


@pytest.mark.parametrize("text", ["looking at viewer", "viewed", "standing"])
def test_what_only_holds_letters_of_a_framing_is_none(text: str) -> None:
    assert rules_of(f"annika, {text}, smiling") == ["profile-framing"]


def test_length_counts_sentences_of_prose() -> None:
    one = "A full body shot of annika walking."
    assert rules_of(" ".join([one, "Her arms swing.", "She smiles.", "The light is soft."])) == ["profile-length"]
    assert rules_of(one) == []


def test_length_counts_tags_where_a_profile_asks_for_a_number() -> None:
    asked = shipped_profiles()["character"]._replace(tags=Length(5, 6))
    few, many = seen(TAGS), seen(f"{TAGS}, sitting, waving, laughing")
    found = [list(profile_rules.length(replace(of, profile=asked))) for of in (few, many)]
    assert [[finding.message for finding in each] for each in found] == [
        ["4 tags, and profile character asks for 5 to 6"],
        ["7 tags, and profile character asks for 5 to 6"],
    ]


@pytest.mark.parametrize("text", ["annika woman, from side", "the girl annika, from side", "a man, annika, from side"])
def test_a_class_word_is_told_where_it_stands_beside_the_trigger(text: str) -> None:
    assert rules_of(text) == ["profile-class-word"]


def test_a_caption_that_holds_nothing_has_no_finding() -> None:
    assert findings(seen("")) == [finding for finding in findings(seen("")) if finding.rule == "trigger-missing"]
