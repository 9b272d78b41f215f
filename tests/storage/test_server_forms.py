"""What a server takes is remembered by address and model, for a while, whatever happens to the file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tui_captioner.storage.server_forms import ServerForms

FORM = {"rung": 1}


def test_it_is_known_for_this_model_of_this_server_alone(tmp_path: Path) -> None:
    path = tmp_path / "cache" / "forms.json"
    ServerForms("http://one", path).put("a", FORM)
    assert ServerForms("http://one", path).get("a") == FORM
    assert ServerForms("http://one", path).get("b") is None
    assert ServerForms("http://two", path).get("a") is None


def test_it_is_forgotten_after_a_month_and_the_oldest_first(tmp_path: Path) -> None:
    path = tmp_path / "forms.json"
    path.write_text(json.dumps([{"url": "u", "model": "a", "at": 0, "form": FORM}]))
    forms = ServerForms("u", path)
    assert forms.get("a") is None
    for number in range(60):
        forms.put(f"model {number}", FORM)
    assert (forms.get("model 0"), forms.get("model 59")) == (None, FORM)


@pytest.mark.parametrize("damage", ["", "{", "[1, null]", '{"a": 1}', '[{"url": "u", "model": "a", "form": 3}]'])
def test_a_damaged_file_says_nothing_and_is_written_anew(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "forms.json"
    path.write_text(damage)
    forms = ServerForms("u", path)
    assert forms.get("a") is None
    forms.put("a", FORM)
    assert forms.get("a") == FORM


def test_without_a_cache_folder_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    ServerForms("u", Path("relative.json")).put("a", FORM)
    assert list(tmp_path.iterdir()) == []
