"""Profiles as data: the shipped ones, a project's own, and what is said of a slip."""

from __future__ import annotations

import pytest

from tui_captioner.domain.profiles.profile import Length, Part
from tui_captioner.domain.profiles.reading import find_profile, parts_from, profiles_from_settings, shipped_profiles
from tui_captioner.domain.structure import DEFAULT_STRUCTURE


def test_the_guides_profiles_are_there_and_plain_asks_for_nothing() -> None:
    profiles = shipped_profiles()
    assert list(profiles) == ["plain", "character", "style", "motion", "object"]
    assert profiles["plain"].is_plain
    assert {Part("subject"), Part("background")} == set(profiles["character"].leaves_out)
    assert profiles["style"].forbidden == ("painting", "illustration", "rendered", "stylized")


@pytest.mark.parametrize(("name", "found"), [("", "plain"), ("default", "plain"), ("style", "style")])
def test_a_profile_is_found_by_its_name_and_the_plain_one_by_its_old_name(name: str, found: str) -> None:
    assert find_profile(name, shipped_profiles()).name == found


def test_an_unknown_profile_is_told_the_nearest_one() -> None:
    with pytest.raises(ValueError, match=r"there is no profile 'charakter'\. Did you mean character\?"):
        find_profile("charakter", shipped_profiles())


def test_an_own_profile_takes_the_rest_from_its_base() -> None:
    tables = {"outfits": {"base": "character", "leaves_out": ["background"], "tags": [3, 0]}}
    own = profiles_from_settings(tables, DEFAULT_STRUCTURE)["outfits"]
    assert own.leaves_out == (Part("background"),)
    assert (own.needs_framing, own.tags, own.sentences) == (True, Length(3, 0), Length(1, 3))


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ({"leaves_out": ["backgruond"]}, r"there is no slot 'backgruond'\. Did you mean background\?"),
        ({"leaves_out": ["subject/hair"]}, "subject has no layer 'hair'"),
        ({"leaves_out": "background"}, "must be a list of texts"),
        ({"leavesout": []}, r"has no 'leavesout'\. Did you mean leaves_out\?"),
        ({"base": "charater"}, "Did you mean character"),
        ({"trigger": "annika"}, "must be true or false"),
        ({"tags": [20, 8]}, "must be the least and the most"),
        ({"globals_at": "middle"}, "start, end or one of"),
    ],
)
def test_a_slip_in_an_own_profile_is_said_with_its_place(table: dict[str, object], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        profiles_from_settings({"mine": table}, DEFAULT_STRUCTURE)


def test_only_a_project_may_have_everything_written() -> None:
    assert parts_from(["all"], "write", DEFAULT_STRUCTURE, all_=True)
    with pytest.raises(ValueError, match="there is no slot 'all'"):
        parts_from(["all"], "leaves_out", DEFAULT_STRUCTURE)
