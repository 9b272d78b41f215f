"""`[checks]` of project.toml: read, told where it is wrong, changed by program without losing a line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui_captioner.domain.checks.registry import ALL_RULES
from tui_captioner.domain.checks.rule import Rule
from tui_captioner.storage.project.check_settings import load_checks, write_rule
from tui_captioner.storage.project.settings import SettingsError, load_settings

HAND_MADE = """\
# mine
trigger = "annika" # the name
[checks]
# too many of them
off = [
  "bom", # we know
]
[checks.weight]
severity = "info" # not so bad
"""
OFF_BY_ITSELF = Rule("weight", "w", "s", "warning", "a", on=False, options={"most": 20, "words": ("a",)})


def written(folder: Path, text: str) -> Path:
    path = folder / "project.toml"
    path.write_text(text)
    return path


def test_rules_are_off_on_and_of_another_severity(tmp_path: Path) -> None:
    settings = load_settings(written(tmp_path, HAND_MADE)).checks
    assert settings.off == {"bom"}
    assert settings.severities == {"weight": "info"}
    assert load_checks(tmp_path / "project.toml") == settings
    assert load_settings(tmp_path / "none.toml").checks.off == frozenset()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("off = ['unsur']", "'checks.off: unsur' is not known and does nothing. Did you mean unsure?"),
        ("of = ['unsure']", "'checks.of' is not known and does nothing. Did you mean"),
        ("[checks.wieght]\nseverity = 'info'", "'checks.wieght' is not known and does nothing. Did you mean weight?"),
        ("[checks.weight]\nseverty = 'info'", "'checks.weight.severty' is not known and does nothing. Did you mean"),
        ("off = ['zzzzzzzz']", "`tui-captioner check --rules` lists all rules"),
    ],
)
def test_a_name_that_is_no_rule_is_told_and_the_rest_holds(tmp_path: Path, text: str, said: str) -> None:
    path = written(tmp_path, f"trigger = 'x'\n[checks]\non = ['bom']\n{text}\n")
    settings = load_settings(path)
    assert said in " ".join(settings.unknown)
    assert settings.trigger == "x"
    assert settings.checks.on == {"bom"}
    write_rule(path, OFF_BY_ITSELF, on=True)
    assert text in path.read_text()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("off = 3", "[checks] off must be a list of rules"),
        ("weight = 3", "[checks.weight] must be a table"),
        ("[checks.weight]\nseverity = 'bad'", "severity must be error, warning, info, not 'bad'"),
    ],
)
def test_a_value_of_a_wrong_type_says_where(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(SettingsError) as caught:
        load_settings(written(tmp_path, f"[checks]\n{text}\n"))
    assert said in caught.value.message


def test_comments_and_order_survive_a_rule_that_is_turned_off_and_on(tmp_path: Path) -> None:
    path = written(tmp_path, HAND_MADE)
    write_rule(path, ALL_RULES["unsure"], on=False)
    assert load_checks(path).off == {"bom", "unsure"}
    assert [line for line in HAND_MADE.splitlines() if line not in path.read_text().splitlines()] == []
    write_rule(path, ALL_RULES["unsure"], on=True)
    assert load_checks(path).off == {"bom"}
    write_rule(path, ALL_RULES["bom"], on=True)
    assert load_checks(path).off == frozenset()
    for kept in ("# mine", 'trigger = "annika" # the name', "# too many of them", 'severity = "info" # not so bad'):
        assert kept in path.read_text()


def test_a_rule_that_is_off_by_itself_is_listed_as_on(tmp_path: Path) -> None:
    path = written(tmp_path, "# mine\n")
    write_rule(path, OFF_BY_ITSELF, on=True)
    assert load_checks(path).on == {"weight"}
    write_rule(path, OFF_BY_ITSELF, on=False)
    assert load_checks(path) == load_checks(tmp_path / "none.toml")
    assert "# mine" in path.read_text()
