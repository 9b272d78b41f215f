"""Each rule on one caption: what it names, and what it passes over; nothing in the guides' good examples."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.support.example_captions import GOOD, WORKED_EXAMPLE
from tui_captioner.domain.caption import Caption, OutputRules, Tag
from tui_captioner.domain.checks import amount_rules, caption_rules, leftover_rules, order_rules
from tui_captioner.domain.checks.caption_checks import findings_of
from tui_captioner.domain.checks.checked_caption import CheckedCaption
from tui_captioner.domain.checks.finding import Finding
from tui_captioner.domain.checks.settings import CheckSettings
from tui_captioner.domain.reading import read_caption
from tui_captioner.domain.slotting.placing import place
from tui_captioner.domain.structure import DEFAULT_STRUCTURE
from tui_captioner.domain.tokens import Count, count_tokens, estimate_for, limits_of
from tui_captioner.domain.vocabulary import Vocabulary
from tui_captioner.domain.writing import assemble
from tui_captioner.storage.vocabulary_cache import load_shipped_cached

SHIPPED = Vocabulary(load_shipped_cached().terms)
FULL = {"too-few-tags", "too-many-tags", "slot-order"}
"""Rules that are asked of finished images."""
ON = frozenset({"empty-slot", "layer-order"})
"""Rules that are off by themselves."""


def checked(text: str, *, model: str = "", finished: bool = False, on: frozenset[str] = frozenset()) -> list[Finding]:
    limits = limits_of(model or "sd")

    def counts(caption: str) -> list[Count]:
        return [count_tokens(caption, limit, estimate_for(limit.encoder), exact=False) for limit in limits]

    caption = place(read_caption(text), SHIPPED, DEFAULT_STRUCTURE)
    seen = CheckedCaption(
        DEFAULT_STRUCTURE,
        caption=caption,
        settings=CheckSettings(on=on),
        term=SHIPPED.find,
        counts=counts,
        chosen_limit=bool(model),
        finished=finished,
        write=lambda own: assemble(DEFAULT_STRUCTURE, OutputRules(), (), own),
    )
    return findings_of(seen)


def rules(found: Sequence[Finding]) -> set[str]:
    return {each.rule for each in found} - {"unsure"}


@pytest.mark.parametrize("text", GOOD)
@pytest.mark.parametrize("finished", [False, True])
def test_nothing_is_found_in_what_the_guides_call_good(text: str, finished: bool) -> None:
    assert rules(checked(text, finished=finished)) == set()


LONG = ", ".join(f"{colour} {thing}" for colour in ("red", "blue", "green") for thing in ("hat", "bag", "coat"))
EIGHT = "photo, of a woman, from above, standing, smiling, red hat, brown hair, beach"


@pytest.mark.parametrize(
    ("rule", "bad", "good"),
    [
        ("written-twice", "photo, smiling, photo", "photo, smiling"),
        ("full-width-comma", "photo，smiling", "photo, smiling"),
        ("full-width-comma", "photo、smiling", "彼女は海辺、砂の上に立つ。"),
        ("lora-reference", "photo, <lora:annika_v2:0.8>", "photo of a <3 sign"),
        ("json-caption", '{"caption": "a cat"}', "{red|blue} hat"),
        ("json-caption", '{"caption": "a cat', "[red] hat"),
        ("json-caption", '{"caption": a cat}', "{red} hat"),
        ("json-caption", '{"size": 1%s}' % ("0" * 5000), "[1]"),
        ("json-caption", "```json a cat```", "a cat"),
        ("model-refusal", "I'm sorry, but I can't describe this image.", "a sorry man"),
        ("model-refusal", "I’m unable to help with that.", "a man unable to stand"),
        ("model-refusal", "As an AI language model, I do not see it", "a poster of an ai language course"),
        ("model-refusal", "Here is a caption for the image: a cat", "a cat, here is a caption on the wall"),
        ("model-refusal", "Here's a detailed caption: a cat", "here is a woman in red"),
        ("model-refusal", "Here are some tags: cat", "there are some tags on the shirt"),
        ("thinking", "<think>the user wants</think> a cat", "a man thinking"),
        ("end-mark", "a cat</s>", "a cat > a dog"),
        ("end-mark", "a cat<|im_end|>", "a cat |||"),
        ("nan", "nan", "naan bread"),
        ("nan", "None", "photo, none of them smiling"),
        ("nan", "photo, nan, red hat", "photo, nanny, red hat"),
        ("html-entity", "black &amp; white", "black & white"),
        ("html-entity", "it&#39;s raining", "it's raining"),
        ("html-entity", "it&rsquo;s raining", "x &c; y"),
        ("html-entity", "a cat<br/>a dog", "a cat > a dog < a bird"),
        ("html-entity", "<span class='x'>cat</span>", "cat <p0> dog"),
        ("prompt-weight", "((red hat))", "kafka (honkai: star rail)"),
        ("prompt-weight", "[[blurry]], cat", "cat [toy]"),
        ("exclusive-tags", "1girl, standing, sitting", "2girls, standing, sitting"),
        ("exclusive-tags", "photo, day, night", "photo, night"),
    ],
)
def test_a_rule_names_the_bad_caption_and_passes_over_the_good_one(rule: str, bad: str, good: str) -> None:
    assert rule in rules(checked(bad))
    assert rule not in rules(checked(good))


@pytest.mark.parametrize(
    ("rule", "bad", "good"),
    [
        ("too-few-tags", "photo, of a woman, standing", EIGHT),
        ("too-few-tags", "mickey, gloves", "a medium shot of mickey confronting a skeleton, gloves"),
        ("too-many-tags", f"{EIGHT}, {LONG}, {LONG.replace('red', 'grey')}", WORKED_EXAMPLE),
        ("slot-order", "red hat, standing, photo", "photo, standing, red hat"),
    ],
)
def test_how_much_is_said_is_asked_of_finished_images(rule: str, bad: str, good: str) -> None:
    assert rule in rules(checked(bad, finished=True))
    assert rule not in rules(checked(bad))
    assert rule not in rules(checked(good, finished=True))


def test_a_mark_ends_what_can_be_put_in_order() -> None:
    assert "slot-order" not in rules(checked("red hat, standing BREAK photo", finished=True))


@pytest.mark.parametrize(
    ("rule", "bad", "good"),
    [
        ("empty-slot", EIGHT, WORKED_EXAMPLE),
        ("layer-order", "from above, photo, standing", "photo, from above, standing"),
    ],
)
def test_rules_that_are_off_are_asked_when_they_are_turned_on(rule: str, bad: str, good: str) -> None:
    assert rule not in rules(checked(bad, finished=True))
    assert rule in rules(checked(bad, finished=True, on=ON))
    assert rule not in rules(checked(good, finished=True, on=ON))


def test_the_limit_is_that_of_the_encoder_that_reads_the_caption() -> None:
    hundred = ", ".join(["red hat"] * 40)
    assert "over-limit" in rules(checked(hundred, model="sd"))
    assert "over-limit" not in rules(checked(hundred, model="wan"))
    # Where no model is named, only what no setting of any trainer reads.
    assert "over-limit" not in rules(checked(hundred))
    assert "over-limit" in rules(checked(", ".join(["red hat"] * 100)))


def test_what_one_encoder_cuts_a_longer_one_still_reads() -> None:
    assert "over-limit" not in rules(checked(", ".join(["red hat"] * 60), model="flux-dev"))
    [found] = [each for each in checked(", ".join(["red hat"] * 400), model="flux-dev") if "T5" in each.message]
    assert found.rule == "over-limit"


def test_a_repeat_in_the_globals_is_named() -> None:
    seen = CheckedCaption(DEFAULT_STRUCTURE, (Tag("annika"),), Caption({"type": (Tag("annika"),)}))
    assert [found.rule for found in findings_of(seen)] == ["written-twice"]


def test_every_rule_on_a_caption_has_a_case_here() -> None:
    named = {"unsure", "written-twice", "over-limit", "empty-slot", "layer-order", *FULL}
    leftovers = {"full-width-comma", "lora-reference", "json-caption", "model-refusal", "thinking", "end-mark", "nan"}
    own = {**leftover_rules.CHECKS, **caption_rules.CHECKS, **order_rules.CHECKS, **amount_rules.CHECKS}
    assert set(own) <= named | leftovers | {"html-entity", "prompt-weight", "exclusive-tags"}
