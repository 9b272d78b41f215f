from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.infotexts import FULL, SETTINGS
from tui_captioner.domain.caption import Tag, join
from tui_captioner.domain.reading import read_caption
from tui_captioner.formats.infotext import is_infotext, parse_infotext, pieces_of


def test_the_parts_of_what_a1111_writes() -> None:
    parsed = parse_infotext(FULL)
    assert parsed is not None
    assert parsed.prompt == "masterpiece, (a cat:1.2),\n<lora:x:0.8>, on a roof"
    assert parsed.negative == "blurry, bad\nugly"
    assert parsed.settings["Steps"] == "20"
    assert parsed.settings["Lora hashes"] == "one: 1a, two: 2b"
    assert parsed.settings["Size"] == "512x768"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_of_every_system(end: str) -> None:
    parsed = parse_infotext(f"a cat{end}Negative prompt: x{end}{SETTINGS}{end}")
    assert parsed is not None
    assert (parsed.prompt, parsed.negative) == ("a cat", "x")


def test_without_a_negative_part_or_a_prompt() -> None:
    parsed = parse_infotext(f"a cat\n{SETTINGS}")
    assert parsed is not None
    assert (parsed.prompt, parsed.negative) == ("a cat", "")
    parsed = parse_infotext(SETTINGS)
    assert parsed is not None
    assert parsed.prompt == ""


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a cat, standing",
        "Steps: 20, Sampler: Euler a",
        "(cat:1.2), (dog:1.3), (bird:1.1), (fish:1.4)",
        "character:miku, series:vocaloid, creator:someone",
        f"{SETTINGS}\na cat",
        "a cat\nNegative prompt: blurry",
    ],
)
def test_what_is_no_infotext(text: str) -> None:
    assert not is_infotext(text)


def test_settings_in_a_sidecar_stay_whole_and_in_order() -> None:
    pieces = pieces_of(f"a cat, standing\nNegative prompt: blurry, bad\nugly, x\n{SETTINGS}", join_lines=True).pieces
    assert pieces == (
        Tag("a cat"),
        Tag("standing"),
        Tag("Negative prompt: blurry, bad", sentence=True),
        Tag("ugly, x", sentence=True),
        Tag(SETTINGS, sentence=True),
    )
    assert join(pieces) == f"a cat, standing, Negative prompt: blurry, bad, ugly, x, {SETTINGS}"
    text = f"a cat, standing\nNegative prompt: blurry, bad\nugly, x\n{SETTINGS}"
    assert pieces_of(text).text == text


@given(st.text(max_size=80))
def test_any_other_text_is_read_as_ever(text: str) -> None:
    if not is_infotext(text):
        assert pieces_of(text) == read_caption(text)


_WORDS = st.text(st.sampled_from("abc (:1.2)é"), max_size=20).filter(lambda text: "\n" not in text)


@given(st.lists(_WORDS, max_size=3), _WORDS)
def test_prompt_and_negative_come_back(prompt: list[str], negative: str) -> None:
    text = "\n".join(prompt)
    parsed = parse_infotext(f"{text}\nNegative prompt: {negative}\n{SETTINGS}")
    assert parsed is not None
    assert parsed.prompt == "\n".join(line.strip() for line in prompt).strip()
    assert parsed.negative == negative.strip()


@pytest.mark.parametrize(
    "line",
    ['Steps: "' + '\\"' * 49_000, "Steps: 1, " + '"a' * 45_000, "a " * 5_000_000 + ":::", "a:" * 49_000, "," * 99_000],
    ids=["escaped", "quotes", "ten megabytes", "keys", "commas"],
)
def test_hostile_lines_take_no_time(line: str) -> None:
    start = time.perf_counter()
    parse_infotext(f"a cat\n{line}")
    assert time.perf_counter() - start < 5
