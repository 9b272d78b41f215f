"""What we write is what every trainer reads: the reason for one line, UTF-8, no BOM, no line break at the end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_captioner.domain.caption import Caption, OutputRules, Tag
from tui_captioner.domain.structure import DEFAULT_STRUCTURE
from tui_captioner.domain.trainers.reading import Options, text_of
from tui_captioner.domain.trainers.sidecar_readers import rejoined
from tui_captioner.domain.trainers.target import CaptionSource, read_as
from tui_captioner.domain.trainers.targets import TARGETS
from tui_captioner.domain.typed_text import typed_sentence, typed_tags
from tui_captioner.domain.writing import assemble
from tui_captioner.formats import sidecar

SIDECAR_TRAINERS = [key for key, target in TARGETS.items() if target.captions is CaptionSource.SIDECAR]
ANYTHING = st.text(st.characters(codec="utf-8"), max_size=30)


@st.composite
def written(draw: st.DrawFn) -> str:
    """A caption of typed tags and sentences in any slots, as the project assembles it."""
    slots: dict[str, tuple[Tag, ...]] = {}
    for key in DEFAULT_STRUCTURE.own_keys:
        tags = [tag for text in draw(st.lists(ANYTHING, max_size=3)) for tag in typed_tags(text)]
        tags += [tag for text in draw(st.lists(ANYTHING, max_size=1)) for tag in typed_sentence(text + ".")]
        slots[key] = tuple(tags)
    globals_ = typed_tags(draw(ANYTHING))
    return assemble(DEFAULT_STRUCTURE, OutputRules(), globals_, Caption(slots))


@pytest.mark.parametrize("key", SIDECAR_TRAINERS)
@given(written())
def test_every_trainer_reads_exactly_our_text(key: str, text: str) -> None:
    if not text:
        return  # no file is written then
    reading = read_as(TARGETS[key], sidecar.encode(text))
    if key == "ai-toolkit":
        for placeholder in ("[trigger]", "[name]"):
            text = text.replace(placeholder, "")
        assert reading == text_of(rejoined(text))
        assert reading.text.replace(" ", "") == text.replace(" ", "")
    else:
        assert reading == text_of(text)


@given(written())
def test_wildcards_leave_our_text_alone_where_it_has_no_braces(text: str) -> None:
    if text and not set(text) & set("{}"):
        assert read_as(TARGETS["sd-scripts"], sidecar.encode(text), Options(wildcard=True)) == text_of(text)


@pytest.mark.parametrize("key", SIDECAR_TRAINERS)
def test_the_model_of_each_trainer_sees_what_we_avoid(key: str) -> None:
    """The property above would hold for a reader that cleans everything up; these do not."""
    plain = read_as(TARGETS[key], b"standing")
    assert plain == text_of("standing")
    assert read_as(TARGETS[key], b"\xef\xbb\xbfstanding") != plain
    assert read_as(TARGETS[key], b"sitting\nstanding") != text_of("sitting, standing")
    assert read_as(TARGETS[key], "café".encode("latin-1")) != text_of("café")
