"""Rules of the profile on a set: clothing is described where it varies, left to the trigger word where it does not."""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from dataclasses import replace

import pytest

from tui_captioner.domain.checks import set_profile
from tui_captioner.domain.checks.checked_set import CheckedSet, SetTag, set_of
from tui_captioner.domain.profiles.reading import shipped_profiles

LAYERS = {"grey coat": "clothing", "red dress": "clothing", "school uniform": "clothing", "hat": "accessories"}


def worn(
    written: Mapping[str, int], kept: Mapping[str, int], images: int = 20, profile: str = "character"
) -> CheckedSet:
    """A set of that many images, the first of which have these tags in Subject, written or left out."""
    captions = {
        f"{number:02}.png": {
            "action": [f"pose {number}"],
            "subject": [tag for tag, count in written.items() if number < count],
        }
        for number in range(images)
    }
    return replace(
        set_of(captions, trigger="annika"),
        profile=shipped_profiles()[profile],
        kept=[SetTag(tag, {"subject": array("I", range(count))}) for tag, count in kept.items()],
        home=lambda text: ("subject", LAYERS[text]) if text in LAYERS else ("", ""),
    )


def told(seen: CheckedSet) -> list[str]:
    return [found.message for check in set_profile.CHECKS.values() for found in check(seen)]


def test_a_profile_that_needs_a_trigger_word_says_so_where_none_is_set() -> None:
    assert told(replace(worn({}, {}), trigger="")) == ["profile character needs a trigger word, and none is set"]
    assert told(replace(worn({}, {}, profile="plain"), trigger="")) == []


def test_an_outfit_on_nearly_all_images_belongs_to_the_trigger_word() -> None:
    assert told(worn({"grey coat": 19, "hat": 20}, {})) == [
        "'grey coat' on 19 of 20 images (95%): nearly always the same, so it belongs to 'annika'"
    ]


def test_outfits_that_vary_and_are_left_out_should_be_tagged() -> None:
    assert told(worn({}, {"red dress": 8, "school uniform": 6, "hat": 3})) == [
        "clothing varies and is left out: 'red dress' on 8, 'school uniform' on 6 of 20 images"
    ]


@pytest.mark.parametrize(
    "seen",
    [
        worn({"red dress": 8, "school uniform": 6}, {}),
        worn({}, {"grey coat": 20, "red dress": 2, "school uniform": 2}),
        worn({}, {"red dress": 8, "school uniform": 1}),
        worn({"grey coat": 9}, {}, images=9),
        worn({"grey coat": 20}, {"red dress": 8, "school uniform": 6}, profile="plain"),
    ],
    ids=["varies and is written", "always the same, left out", "one outfit", "too few images", "another profile"],
)
def test_all_else_is_as_it_should_be(seen: CheckedSet) -> None:
    assert told(seen) == []
