"""The JSON forms of captions: written as their golden files, sound by their schemas, no tag lost."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_captioner.domain.caption import Tag
from tui_captioner.domain.structure import DEFAULT_SLOTS, GLOBALS
from tui_captioner.domain.trainers.json_schemas import faults
from tui_captioner.formats.ideogram4 import medium_of
from tui_captioner.formats.json_caption import SlotTag
from tui_captioner.formats.rows import FormatError
from tui_captioner.services.dialects import READERS, WRITERS

GOLDEN = Path(__file__).parent / "golden"
SNOW = (
    SlotTag(GLOBALS, "", Tag("annika")),
    SlotTag("type", "medium", Tag("photograph")),
    SlotTag("type", "kind", Tag("medium shot")),
    SlotTag("type", "perspective", Tag("eye level")),
    SlotTag("action", "pose and movement", Tag("standing")),
    SlotTag("action", "gaze and expression", Tag("looking over her shoulder")),
    SlotTag("subject", "clothing", Tag("red scarf")),
    SlotTag("details", "light", Tag("soft overcast light")),
    SlotTag("background", "place", Tag("snowy street")),
    SlotTag("background", "things in it", Tag("café front")),
    SlotTag("associations", "", Tag("calm")),
)
SPRITE = (
    SlotTag("type", "medium", Tag("pixel art")),
    SlotTag("action", "", Tag("casting a spell")),
    SlotTag("subject", "", Tag("an orc")),
    SlotTag("subject", "", Tag("green shorts")),
    SlotTag("details", "light", Tag("flat")),
    SlotTag("background", "", Tag("solid tomato background")),
    SlotTag("associations", "", Tag("game asset")),
)
WORDS = st.text("abcdefgh ßÄé猫😀'-", min_size=1, max_size=12).map(str.strip).filter(bool)
LAYERS = [(slot.key, layer) for slot in DEFAULT_SLOTS for layer in ("", *slot.layers)] + [("own_slot", "")]
TAGS = st.lists(
    st.builds(
        lambda where, text: SlotTag(where[0], where[1], Tag(text)),
        st.sampled_from(LAYERS),
        WORDS | st.just("oil painting"),
    ),
    min_size=1,
    max_size=12,
)


def said(tags: Sequence[SlotTag]) -> str:
    return ", ".join(one.tag.text for one in tags)


@pytest.mark.parametrize("dialect", WRITERS)
@pytest.mark.parametrize(("name", "tags"), [("snow", SNOW), ("sprite", SPRITE), ("trigger", SNOW[:1])])
def test_a_caption_is_written_as_its_golden_file(dialect: str, name: str, tags: Sequence[SlotTag]) -> None:
    golden = (GOLDEN / f"{name}.{dialect}.json").read_text(encoding="utf-8")
    assert WRITERS[dialect](tags, said).text == golden
    assert faults(dialect, json.loads(golden)) == []


@pytest.mark.parametrize("dialect", WRITERS)
@given(tags=TAGS)
def test_what_is_written_is_sound_and_holds_each_tag_under_a_key_of_its_slot(dialect: str, tags: list[SlotTag]) -> None:
    made = WRITERS[dialect](tags, said)
    assert [fault for fault in faults(dialect, json.loads(made.text)) if "words" not in fault] == []
    assert "\n" not in made.text
    read = READERS[dialect](made.text)
    assert not read.untaken
    for one in tags:
        known = one.slot if one.slot in ("type", "action", "subject", "background", "associations") else ""
        places = [key.text for key in read.texts if known in key.slots or not known]
        places += [read.summary] if read.tail else []
        assert any(one.tag.text in text for text in places), (one, made.text)


def test_a_part_of_the_style_that_is_missing_leaves_it_out_and_tells_it_with_the_whole() -> None:
    without_light = [one for one in SNOW if one.layer != "light"]
    made = WRITERS["ideogram4"](without_light, said)
    assert "style_description" not in made.value
    whole = "annika, standing, looking over her shoulder, red scarf, snowy street, café front"
    assert made.value["high_level_description"] == f"{whole}. photograph, medium shot, eye level, calm"
    assert made.notes == ("without lighting the style is told in high_level_description",)
    assert READERS["ideogram4"](made.text).tail == ("type", "details", "associations")


@pytest.mark.parametrize(
    ("media", "medium", "look"),
    [
        (["photo"], "photograph", "photo, clean"),
        (["illustration"], "illustration", "clean"),
        (["illustration", "line art"], "illustration", "illustration, line art, clean"),
        (["oil painting"], "painting", "oil painting, clean"),
        (["something new"], "something new", "clean"),
    ],
)
def test_a_medium_gets_the_name_that_ideogram_has_for_it_and_comes_back_as_it_was(
    media: list[str], medium: str, look: str
) -> None:
    others = [one for one in SNOW if one.slot != "type"]
    tags = [*(SlotTag("type", "medium", Tag(text)) for text in media), SlotTag("type", "kind", Tag("clean")), *others]
    made = WRITERS["ideogram4"](tags, said)
    style = made.value["style_description"]
    assert style["medium"] == medium
    assert look in (style.get("photo"), style.get("art_style"))
    back = ", ".join(key.text for key in READERS["ideogram4"](made.text).texts if key.slots == ("type",))
    assert back == ", ".join([*media, "clean"])


def test_the_head_of_a_phrase_tells_its_medium() -> None:
    told = {"a photo of": "photograph", "oil painting of a photo": "photograph", "3d render": "3d_render", "dog": ""}
    assert {text: medium_of(text) for text in told} == told


def test_what_no_slot_takes_is_told_by_its_key() -> None:
    text = (GOLDEN / "foreign.ideogram4.json").read_text(encoding="utf-8")
    read = READERS["ideogram4"](text)
    assert list(read.untaken) == [
        "style_description.color_palette",
        "elements[].bbox",
        "elements[].color_palette",
        "elements[].text",
        "aspect_ratio",
    ]
    assert [key.text for key in read.texts if "background" in key.slots] == ["solid tomato background"]


@pytest.mark.parametrize("dialect", READERS)
@pytest.mark.parametrize(
    "text",
    [
        "",
        "[1]",
        '"text"',
        "{",
        '{"other":1}',
        '{"scene":"a","scene":"b","compositional_deconstruction":{}}',
        '{"context":NaN}',
        "[" * 100_000,
        '{"scene":' + '{"a":' * 50_000 + "1" + "}" * 50_001,
        '{"scene":' + "9" * 5000 + "}",
        '{"compositional_deconstruction":{"background":"\\ud800"},"scene":"\\ud800"}',
    ],
)
def test_what_is_no_such_caption_is_refused(dialect: str, text: str) -> None:
    with pytest.raises(FormatError) as refused:
        READERS[dialect](text)
    assert len(str(refused.value)) < 500


@pytest.mark.parametrize("dialect", READERS)
@given(
    value=st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    ["scene", "subjects", "objects", "description", "style_description", "elements", "bbox", "medium"]
                ),
                inner,
                max_size=4,
            )
        ),
        max_leaves=12,
    )
)
def test_any_json_is_read_or_refused_and_its_faults_are_texts(dialect: str, value: object) -> None:
    whole = {"compositional_deconstruction": value, "scene": value, "objects": value, "style_description": value}
    assert all(isinstance(fault, str) for fault in faults(dialect, whole))
    assert all(isinstance(fault, str) for fault in faults(dialect, value))
    try:
        read = READERS[dialect](json.dumps(whole))
    except FormatError:
        return
    assert all(key.text.strip() and key.slots for key in read.texts)
