"""An option may stand before an argument that may be left out."""

from __future__ import annotations

import pytest

from tui_captioner.cli.main import options_first
from tui_captioner.cli.parser import build_parser

PARSER = build_parser()


@pytest.mark.parametrize(
    ("before", "behind"),
    [
        ("vocab D --as mine import F", "vocab D import F --as mine"),
        ("vocab D --as=mine --keep-underscores import F", "vocab D import F --as mine --keep-underscores"),
        ("import D --as-draft wd14 F", "import D F --as-draft wd14"),
        ("import D --from csv --mode=replace F", "import D F --from csv --mode replace"),
        ("show D --dialect fibo --json a.png", "show D a.png --dialect fibo --json"),
        ("tags D --filter name:a rename --dry-run x y", "tags D rename x y --filter name:a --dry-run"),
        ("restore D --from 2026-11-20 --apply", "restore D --apply --from 2026-11-20"),
        ("tags D delete --dry-run -- --json -x", "tags D --dry-run delete -- --json -x"),
    ],
)
def test_where_an_option_stands_makes_no_difference(before: str, behind: str) -> None:
    read = [PARSER.parse_args(options_first(line.split(), PARSER)) for line in (before, behind)]
    assert read[0] == read[1]


def test_an_option_whose_value_may_be_left_out_stays_where_it_is() -> None:
    words = ["doctor", "photos", "--report", "bug.txt", "--json"]
    assert options_first(words, PARSER) == ["doctor", "--json", "photos", "--report", "bug.txt"]
