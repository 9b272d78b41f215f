"""Rules that are off, on, and of another severity."""

from __future__ import annotations

from tui_captioner.domain.caption import Caption, Tag
from tui_captioner.domain.checks.caption_checks import findings_of
from tui_captioner.domain.checks.checked_caption import CheckedCaption
from tui_captioner.domain.checks.finding import Finding
from tui_captioner.domain.checks.rule import Rule
from tui_captioner.domain.checks.settings import CheckSettings
from tui_captioner.domain.structure import DEFAULT_STRUCTURE

TWICE_AND_UNSURE = Caption({"action": (Tag("odd", unsure=True), Tag("odd"))})


def found(settings: CheckSettings) -> list[tuple[str, str]]:
    seen = CheckedCaption(DEFAULT_STRUCTURE, caption=TWICE_AND_UNSURE, settings=settings)
    return [(finding.rule, finding.severity) for finding in findings_of(seen)]


def test_a_rule_that_is_off_finds_nothing() -> None:
    assert "unsure" not in dict(found(CheckSettings(off=frozenset({"unsure"}))))
    assert "written-twice" in dict(found(CheckSettings(off=frozenset({"unsure"}))))


def test_a_severity_is_tuned() -> None:
    assert ("unsure", "error") in found(CheckSettings(severities={"unsure": "error"}))


def test_a_rule_that_is_off_by_itself_is_on_when_asked_for() -> None:
    rule = Rule("a", "A", "here", "info", "do", on=False, options={"most": 3})
    assert not CheckSettings().is_on(rule)
    assert CheckSettings(on=frozenset({"a"})).is_on(rule)
    assert not CheckSettings(on=frozenset({"a"}), off=frozenset({"a"})).is_on(rule)
    assert (CheckSettings().number(rule, "most"), CheckSettings(options={"a": {"most": 5}}).number(rule, "most")) == (
        3,
        5,
    )


def test_findings_that_others_made_are_tuned() -> None:
    given = [Finding("bom", "error", "m", "d"), Finding("weight", "warning", "m", "d")]
    settings = CheckSettings(off=frozenset({"weight"}), severities={"bom": "info"})
    assert [(each.rule, each.severity) for each in settings.tuned(given)] == [("bom", "info")]


def test_a_finding_is_known_again_by_rule_tag_and_image() -> None:
    assert Finding("r", "info", "m", "d", "a.png", "action", "Odd").key == ("r", "odd", "a.png")
    assert Finding("r", "info", "m", "d", about="x", tag="Odd").key == ("r", "x", "")
