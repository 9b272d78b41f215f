"""What stands in the prompt, by profile, and what can't."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from tests.support.command_line import is_safe
from tui_captioner.domain.drafting.asked_slots import asked_slots
from tui_captioner.domain.drafting.prompt import VIDEO, Material, prompt_of, schema_of
from tui_captioner.domain.profiles.leaving_out import LeavingOut
from tui_captioner.domain.profiles.profile import Length, Part, Profile
from tui_captioner.domain.profiles.reading import shipped_profiles
from tui_captioner.domain.structure import DEFAULT_STRUCTURE, Slot

GUIDE = {
    "character": [
        ("the camera", "movement and pose", "gesture", "gaze and expression"),
        ("nothing of looks, clothes, body or place", "1 to 3 sentences"),
    ],
    "style": [
        ("what is depicted: the subjects and the objects", "how the scene is composed", "how it is framed"),
        ("nothing of style, medium, texture or technique", "painting, illustration, rendered, stylized"),
    ],
    "motion": [
        (
            "what comes first, what comes next",
            "arms, legs, head, torso, hips",
            "timing: slowly",
            "direction: to the left",
        ),
        ("nothing of what the one who moves looks like, nothing of the place", "1 to 4 sentences"),
    ],
    "object": [
        ("where the object is", "what is done with it: held", "how it is framed"),
        ("nothing of its look, material or texture", "1 to 2 sentences"),
    ],
}
"""By profile what is to be described, in order, and what else its rules say; from the captioning prompt guide."""


def material(profile: str, trigger: str = "") -> Material:
    kind = shipped_profiles()[profile]
    return Material(kind, asked_slots(DEFAULT_STRUCTURE, LeavingOut.of(kind)), trigger=trigger)


@pytest.mark.parametrize("profile", GUIDE)
def test_each_profile_has_the_rules_of_the_guide(profile: str) -> None:
    system = prompt_of(material(profile)).system
    described, said = GUIDE[profile]
    places = [system.find(words) for words in described]
    assert -1 not in places
    assert places == sorted(places)
    assert [words for words in said if words not in system] == []
    assert system.index("RULE") < system.index("DESCRIBE") < system.index("ANSWER")


@pytest.mark.parametrize(
    ("profile", "slots"),
    [
        ("plain", ["type", "action", "subject", "details", "background", "associations"]),
        ("character", ["type", "action", "details", "associations"]),
        ("style", ["type", "action", "subject", "details", "background", "associations"]),
        ("motion", ["type", "action", "details", "associations"]),
        ("object", ["type", "action", "details", "background", "associations"]),
    ],
)
def test_what_a_profile_leaves_out_is_not_asked_for(profile: str, slots: list[str]) -> None:
    made = prompt_of(material(profile))
    assert made.schema["required"] == list(made.schema["properties"]) == slots
    assert [line.split('"')[1] for line in made.system.splitlines() if line.startswith('- "')] == slots


def test_a_slot_of_which_a_layer_is_left_out_asks_for_the_others() -> None:
    kind = shipped_profiles()["style"]
    (first, *_) = asked_slots(DEFAULT_STRUCTURE, LeavingOut.of(kind))
    assert (first.hint, first.layers) == ("of a, kind, perspective", ("of a", "kind", "perspective"))


def test_a_layer_that_is_written_all_the_same_is_all_that_is_asked_of_its_slot() -> None:
    kind = shipped_profiles()["character"]
    slots = asked_slots(DEFAULT_STRUCTURE, LeavingOut.of(kind, [Part("subject", "clothing")]))
    assert [slot.key for slot in slots] == ["type", "action", "subject", "details", "associations"]
    assert slots[2].hint == "clothing"


def test_a_trigger_that_the_program_adds_is_not_asked_for() -> None:
    system = prompt_of(material("character", "annika")).system
    assert 'a character, called "annika".' in system
    assert '"annika" is put into each caption afterwards: leave it out.' in system


def test_one_that_it_does_not_add_is_written_where_it_reads_naturally() -> None:
    system = prompt_of(replace(material("character", "annika"), trigger_slot="type")).system
    assert 'Write "annika" once, spelt exactly so, inside a phrase of "type"' in system
    assert "leave it out" not in system


def test_own_rules_take_the_place_of_the_rules_alone() -> None:
    made = prompt_of(replace(material("style"), own_rules="Only hats.\nNothing else."))
    assert "Only hats.\nNothing else." in made.system
    assert "RULE" not in made.system
    assert "DESCRIBE" not in made.system
    assert "painting" not in made.system
    assert made.schema == prompt_of(material("style")).schema
    assert made.system.index("Only hats.") < made.system.index("ANSWER")


def test_a_video_is_seen_as_frames_in_order() -> None:
    made = prompt_of(replace(material("motion"), medium=VIDEO))
    assert "from the first to the last" in made.system
    assert "frames of one video, in order" in made.user
    assert "video" not in prompt_of(material("motion")).user


def test_words_and_captions_of_the_set_stand_in_it() -> None:
    example = {"type": ["portrait"], "action": ['saying "no"'], "details": [], "associations": []}
    words = {"type": ["portrait", "close up", "from side"], "action": ["running"]}
    system = prompt_of(replace(material("character"), words=words, examples=[example])).system
    assert '(such as "portrait" and "close up")' in system
    assert '- "type": from side\n' in system
    assert json.loads(system.splitlines()[-1]) == example


def test_without_any_there_is_no_empty_part() -> None:
    system = prompt_of(material("character")).system
    assert "WORDS" not in system
    assert "EXAMPLES" not in system
    assert "such as" not in system


def test_a_profile_without_rules_goes_by_what_it_says_of_itself() -> None:
    own = Profile("hats", "hats", about="Hats alone", needs_framing=True, tags=Length(8, 20), forbidden=("cap",))
    system = prompt_of(replace(material("plain"), profile=own)).system
    assert "RULE\nHats alone.\nWords that do not stand in the answer: cap." in system
    assert "1. how it is framed" in system
    assert "8 to 20 phrases" in system


def test_hostile_texts_are_text() -> None:
    evil = "\x1b]0;x\x07[red]\u202e\x9b"
    own = Profile("x", evil, about=evil, forbidden=(evil,), describe=(evil,), rule=evil)
    slots = [Slot("type", evil, evil)]
    for own_rules in ("", f"one\n{evil}"):
        made = prompt_of(Material(own, slots, trigger=evil, trigger_slot="type", own_rules=own_rules))
        assert is_safe(made.system)
        assert "[red]" in made.system


def test_the_schema_asks_for_all_slots_and_nothing_else() -> None:
    assert schema_of([Slot("type", "Type")]) == {
        "type": "object",
        "properties": {"type": {"type": "array", "items": {"type": "string"}}},
        "required": ["type"],
        "additionalProperties": False,
    }
