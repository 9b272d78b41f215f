"""What a check says names the dataset at hand, in commands that can be typed as they stand."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.support.checks import check, one
from tests.support.sessions import open_session
from tui_captioner.domain.checks.finding import WARNING, Finding
from tui_captioner.domain.checks.registry import ALL_RULES
from tui_captioner.services.checking.all_findings import findings_of
from tui_captioner.services.checking.live_findings import findings_on
from tui_captioner.services.session.jobs import finish

TEXTS = {"a": "red hat", "b": "red hats", "c": '{"high_level_description": "a cat"}'}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "my set"
    for name, text in TEXTS.items():
        check(root, one(f"{name}.png", text=text), "")
    return root


def test_commands_of_advice_name_the_dataset(folder: Path) -> None:
    found = {each.rule: each.mend for each in check(folder, {}, "")}
    assert f"tui-captioner tags '{folder}' merge" in found["near-duplicate"]
    assert f"tui-captioner import '{folder}' --from ideogram4" in found["json-caption"]
    assert not any("DATASET" in mend for mend in found.values())


def test_screens_say_it_too(folder: Path) -> None:
    session = open_session(folder)
    try:
        every = findings_of(session)
        finish(every.look())
        mends = [each.mend for each in every.told().findings]
        mends += [each.mend for each in findings_on(session, "c.png", session.peek("c.png").caption, "done")]
    finally:
        session.close()
    assert sum(f"'{folder}'" in mend for mend in mends) == 3
    assert not any("DATASET" in mend for mend in mends)


def test_a_word_of_the_user_stays() -> None:
    found = Finding("bom", WARNING, "m", "Rename it to DATASET; tui-captioner show DATASET says more")
    assert found.in_dataset("x").mend == "Rename it to DATASET; tui-captioner show x says more"


def test_advice_names_a_dataset_in_commands_alone() -> None:
    for rule in ALL_RULES.values():
        assert "DATASET" not in re.sub(r"tui-captioner [a-z]+ DATASET\b", "", f"{rule.advice} {rule.title}")


def test_of_some_images_a_finding_keeps_these() -> None:
    several = Finding("bom", WARNING, "m", "d", images=("a", "b", "c"))
    assert several.among({"b", "c", "x"}) == Finding("bom", WARNING, "m", "d", images=("b", "c"))
    assert several.among({"x"}) is None
    assert Finding("bom", WARNING, "m", "d").among({"x"}) is None
    assert Finding("bom", WARNING, "m", "d", "a").among({"x"}) is None


def test_a_row_has_all_images_and_the_keys_that_it_always_had() -> None:
    row = Finding("bom", WARNING, "m", "d", images=("a", "b"), filter="tag:x").as_row()
    assert list(row) == [
        *("rule", "severity", "file_name", "slot", "tag", "message", "mend"),
        *("images", "filter"),
    ]
    assert (row["file_name"], row["images"], row["filter"]) == ("", ["a", "b"], "tag:x")
    assert Finding("bom", WARNING, "m", "d", "a").as_row()["images"] == ["a"]
