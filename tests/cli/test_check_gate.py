"""`check` as a gate: from which severity on it fails, the list of rules, and what was accepted."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from pathlib import Path

import pytest

from tests.support.tui_material import open_session
from tui_captioner.cli.main import main
from tui_captioner.domain.checks.registry import ALL_RULES
from tui_captioner.domain.text import visible
from tui_captioner.services.checking.accepted import accept
from tui_captioner.services.checking.caption_findings import mendable_findings
from tui_captioner.services.session.jobs import result_of

Make = Callable[[str], str]
Captured = pytest.CaptureFixture[str]

INFO, WARNING, ERROR = '{"caption": "a cat"}', "photograph, photograph", "nan, photograph"


@pytest.fixture
def dataset_of(dataset: Path) -> Make:
    def make(text: str) -> str:
        for name in "abc":
            (dataset / f"{name}.txt").write_text("photograph, of a woman, standing")
        (dataset / "a.txt").write_text(text)
        return str(dataset)

    return make


def found(capsys: pytest.CaptureFixture[str]) -> set[str]:
    return {json.loads(line)["severity"] for line in capsys.readouterr().out.splitlines()}


@pytest.mark.parametrize(
    ("text", "severity", "fails"),
    [
        (INFO, "info", ["info"]),
        (WARNING, "warning", ["info", "warning"]),
        (ERROR, "error", ["info", "warning", "error"]),
    ],
)
def test_it_fails_from_a_severity_on_and_lists_all(
    dataset_of: Make, text: str, severity: str, fails: Collection[str], capsys: Captured
) -> None:
    dataset = dataset_of(text)
    for least in ("info", "warning", "error"):
        assert main(["check", dataset, "--fail-on", least, "--json"]) == int(least in fails)
        assert severity in found(capsys)
        assert main(["check", dataset, "--fail-on", least]) == int(least in fails)
        assert f"{severity}: " in capsys.readouterr().out
    assert main(["check", dataset]) == 1


def test_wrong_use_is_2(dataset_of: Make, capsys: Captured) -> None:
    dataset = dataset_of(INFO)
    for words in (["--fail-on", "fatal"], ["--rules", "--accepted"]):
        with pytest.raises(SystemExit) as caught:
            main(["check", dataset, *words])
        assert caught.value.code == 2
    assert main(["check"]) == 2
    assert main(["check", f"{dataset}/none"]) == 2
    assert capsys.readouterr().err


def test_a_severity_of_the_settings_counts_and_a_rule_that_is_off_does_not(dataset_of: Make, capsys: Captured) -> None:
    dataset = dataset_of(WARNING)
    settings = Path(dataset) / ".tui-captioner" / "project.toml"
    settings.parent.mkdir()
    settings.write_text("[checks.written-twice]\nseverity = 'error'\n")
    assert main(["check", dataset, "--fail-on", "error"]) == 1
    assert "error: written-twice" in capsys.readouterr().out
    settings.write_text("[checks]\noff = ['written-twice']\n")
    assert main(["check", dataset, "--json"]) == 0
    assert capsys.readouterr().out == ""


def test_a_finding_on_a_file_is_tuned_too(dataset_of: Make, capsys: Captured) -> None:
    dataset = dataset_of("photograph")
    (Path(dataset) / "b.txt").write_bytes(b"\xef\xbb\xbfphotograph")
    settings = Path(dataset) / ".tui-captioner" / "project.toml"
    settings.parent.mkdir()
    settings.write_text("[checks.bom]\nseverity = 'info'\n")
    assert main(["check", dataset, "--fail-on", "warning"]) == 0
    assert "info: bom" in capsys.readouterr().out
    settings.write_text("[checks]\noff = 'bom'\n")
    assert main(["check", dataset]) == 0


def test_all_rules_are_listed_with_what_the_dataset_says(dataset_of: Make, capsys: Captured) -> None:
    dataset = dataset_of(INFO)
    settings = Path(dataset) / ".tui-captioner" / "project.toml"
    settings.parent.mkdir()
    settings.write_text(
        "[checks]\noff = ['nan']\non = ['empty-slot']\n[checks.too-many-tags]\nmost = 24\nseverity = 'warning'\n"
    )
    assert main(["check", dataset, "--rules", "--json"]) == 0
    rows = {row["rule"]: row for row in map(json.loads, capsys.readouterr().out.splitlines())}
    assert list(rows) == list(ALL_RULES)
    assert (rows["nan"]["on"], rows["empty-slot"]["on"], rows["layer-order"]["on"]) == (False, True, False)
    assert (rows["too-many-tags"]["severity"], rows["too-many-tags"]["options"]) == ("warning", {"most": 24})
    assert set(rows["nan"]) == {"rule", "on", "severity", "title", "source", "advice", "options"}
    assert rows["damaged-record"]["advice"] == f"tui-captioner repair {dataset}"
    assert main(["check", dataset, "--rules"]) == 0
    text = capsys.readouterr().out
    assert all(key in text and visible(rule.source) in text for key, rule in ALL_RULES.items())
    assert main(["check", "--rules", "--json"]) == 0
    without = capsys.readouterr().out
    assert json.loads(without.splitlines()[0])["on"] is True
    assert "tui-captioner repair FOLDER" in without
    assert "DATASET" not in without


def test_what_was_accepted_is_left_out_counted_and_listed(dataset_of: Make, capsys: Captured) -> None:
    dataset = dataset_of(WARNING)
    assert main(["check", dataset, "--accepted"]) == 0
    assert capsys.readouterr().out == "No finding was accepted\n"
    session = open_session(Path(dataset))
    accept(session, [each for each in result_of(mendable_findings(session)) if each.rule == "written-twice"])
    session.close()
    assert main(["check", dataset]) == 0
    assert "1 accepted finding left out; --accepted lists them" in capsys.readouterr().out
    assert main(["check", dataset, "--json"]) == 0
    shown = capsys.readouterr()
    assert (shown.out, shown.err) == ("", "1 accepted finding left out; --accepted lists them\n")
    assert main(["check", dataset, "--accepted", "--json"]) == 0
    (row,) = map(json.loads, capsys.readouterr().out.splitlines())
    assert (row["rule"], row["about"]) == ("written-twice", "photograph")
    assert row["file_name"].startswith("a.")
    assert main(["check", dataset, "--accepted"]) == 0
    assert capsys.readouterr().out == f"written-twice: {row['file_name']}: photograph\n"
