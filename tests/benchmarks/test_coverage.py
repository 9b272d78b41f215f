from __future__ import annotations

from pathlib import Path

import pytest

from tests.benchmarks.coverage import coverage, main, read_counts
from tui_captioner.domain.vocabulary import Term, Vocabulary


@pytest.fixture
def tags(tmp_path: Path) -> Path:
    path = tmp_path / "tags.csv"
    path.write_text('long_hair,0,60,"lh"\nred_hat,0,30,\nnipples,0,99,\nodd_thing,10\nno count\n', encoding="utf-8")
    return path


def test_adult_tags_and_lines_without_a_count_are_left_out(tags: Path) -> None:
    assert read_counts(tags) == {"long_hair": 60, "red_hat": 30, "odd_thing": 10}


def test_terms_and_templates_are_known(tags: Path) -> None:
    terms = [Term("long hair"), Term("{colour} hat"), Term("red", group="colour")]
    by_tags, by_count, missing = coverage(read_counts(tags), Vocabulary(terms), 3)
    assert (round(by_tags, 3), round(by_count, 3), missing) == (0.667, 0.9, ["odd_thing"])


def test_the_command_prints_shares_and_what_is_missing(tags: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tags), "--most", "3", "--missing", "5"]) == 0
    assert capsys.readouterr().out == ("most used 3: 66.7% of the tags, 90.0% by count\nnot known: odd_thing\n")
