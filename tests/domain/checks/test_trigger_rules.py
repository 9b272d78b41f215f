"""The trigger word in a caption: as it is spelt, as a word of its own."""

from __future__ import annotations

import pytest

from tests.support.checked_captions import findings, rules_of, seen
from tui_captioner.domain.checks.mend import MakeGlobal


@pytest.mark.parametrize(
    "text",
    ["annika, standing, from side", "from side, standing, of annika", "standing, annika's hands, from side"],
)
def test_a_trigger_word_that_is_there_is_fine_wherever_it_stands(text: str) -> None:
    assert [rule for rule in rules_of(text) if rule.startswith("trigger")] == []


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("standing, from side", "trigger-missing"),
        ("Annika, standing, from side", "trigger-spelling"),
        ("anika, standing, from side", "trigger-spelling"),
        ("annkia, standing, from side", "trigger-spelling"),
        ("annikas, standing, Annika, from side", "trigger-spelling"),
        ("annikas, standing, from side", "trigger-inside"),
        ("annika2, standing, from side", "trigger-inside"),
        ("she is standing, from side", "trigger-replaced"),
        ("the character standing, from side", "trigger-replaced"),
    ],
)
def test_each_way_to_miss_it_has_its_rule(text: str, rule: str) -> None:
    assert [found for found in rules_of(text) if found.startswith("trigger")] == [rule]


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("sitting cat, from side", "kat"),
        ("flowers, from side", "mickey"),
        ("red skirt, standing, from side", "sakirt"),
    ],
    ids=["short", "another word", "a word of the vocabulary"],
)
def test_a_word_of_its_own_is_no_slip_of_the_trigger(text: str, trigger: str) -> None:
    assert [rule for rule in rules_of(text, trigger=trigger) if rule.startswith("trigger")] == ["trigger-missing"]


def test_other_signs_for_the_same_letters_are_another_spelling() -> None:
    found = [found.message for found in findings(seen("ame\u0301lie, standing, from side", trigger="am\u00e9lie"))]
    assert "'ame\u0301lie' looks like the trigger word and is written with other signs" in found


def test_without_a_trigger_word_nothing_is_asked() -> None:
    assert [rule for rule in rules_of("she is standing, from side", trigger="") if rule.startswith("trigger")] == []


def test_the_message_names_what_stands_there() -> None:
    assert next(found.message for found in findings(seen("Annika, standing, from side"))) == (
        "'Annika' is not how the trigger word 'annika' is spelt"
    )


@pytest.mark.parametrize("text", ["kurokawa rei", "Kurokawa_Rei", "kurokawa-rei", "İİ, KUROKAWA REI"])
def test_underscores_hyphens_and_capitals_are_other_spellings(text: str) -> None:
    found = findings(seen(f"{text}, standing, from side", trigger="kurokawa_rei"))
    assert [(each.rule, each.tag) for each in found if each.rule.startswith("trigger")] == [
        ("trigger-spelling", text.split(", ")[-1])
    ]


@pytest.mark.parametrize(("trigger", "mend"), [("kat", MakeGlobal(("kat",))), ("kat, of kats", None)])
def test_a_key_puts_it_into_the_globals_where_it_is_one_tag(trigger: str, mend: MakeGlobal | None) -> None:
    found = findings(seen("standing, from side", trigger=trigger))
    assert [each.mend_by for each in found if each.rule == "trigger-missing"] == [mend]
