"""Each power is there to be left out, and back when that is over."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.benchmarks.keystrokes import main
from tests.benchmarks.powers import POWERS, without
from tui_captioner.domain.suggest import Suggester
from tui_captioner.domain.vocabulary import Term, Vocabulary


@pytest.mark.parametrize("power", POWERS)
def test_a_power_is_left_out_only_as_long_as_wanted(power: str) -> None:
    where, name, instead = POWERS[power]
    before = getattr(where, name)

    with without(power):
        assert getattr(where, name) is instead

    assert getattr(where, name) is before is not instead


def test_what_is_left_out_does_nothing() -> None:
    one = Suggester(Vocabulary([Term("pushing a cart")]))
    assert one.ghost("zoltan pus") == "hing"

    with without("half a word"):
        assert one.ghost("zoltan pus") == ""


def test_the_benchmark_has_a_column_without_a_power(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    captions = tmp_path / "set.jsonl"
    captions.write_text("".join(json.dumps({"text": f"BG-00{number}, hall"}) + "\n" for number in range(11, 17)))

    assert main(["--captions", str(captions), "--engine", "ours", "--no-typos", "--without", "number successor"]) == 0

    found = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert found["ours"]["all"]["keys_per_tag"] < found["ours without number successor"]["all"]["keys_per_tag"]
