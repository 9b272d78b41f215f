"""The settings that the manual tells are known, complete, and can be loaded."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.support.manual_pages import PAGES, blocks, spans
from tui_captioner.domain.structure import DEFAULT_STRUCTURE
from tui_captioner.domain.vocabulary import parse_vocabulary
from tui_captioner.storage.project.settings import load_settings
from tui_captioner.storage.project.settings_names import PROJECT, USER, unknown_settings
from tui_captioner.storage.user_settings import BackupSettings, load_user_settings

BLOCKS = [(topic, block) for topic, text in PAGES.items() for block in blocks(text, "toml")]
ALL_NAMES = {name for table in (PROJECT, USER) for name in table} | {
    name for table in (PROJECT, USER) for names in table.values() for name in names or ()
}


def kind_of(data: Mapping[str, Any]) -> str:
    if set(data) & set(USER):
        return "config.toml"
    return "vocab.toml" if set(data) & set(DEFAULT_STRUCTURE.own_keys) else "project.toml"


@pytest.mark.parametrize(("topic", "block"), BLOCKS)
def test_what_is_shown_can_be_loaded(topic: str, block: str, tmp_path: Path) -> None:
    data = tomllib.loads(block)
    path = tmp_path / kind_of(data)
    path.write_text(block, encoding="utf-8")
    if path.name == "project.toml":
        assert load_settings(path).unknown == ()
    elif path.name == "config.toml":
        assert load_user_settings(path).unknown == ()
    else:
        assert parse_vocabulary(data, source=path.name)


def test_the_page_of_settings_has_all_of_them() -> None:
    known: dict[str, set[str]] = {"project.toml": set(), "config.toml": set()}
    for block in blocks(PAGES["settings"], "toml"):
        data = tomllib.loads(block)
        names = {name for value in data.values() if isinstance(value, dict) for name in value}
        known[kind_of(data)] |= set(data) | names
    text = PAGES["settings"]
    for file, table in (("project.toml", PROJECT), ("config.toml", USER)):
        wanted = set(table) | {name for names in table.values() for name in names or ()}
        assert {name for name in wanted - known[file] if f"`[{name}]`" not in text and f"`{name}`" not in text} == set()


@pytest.mark.parametrize("topic", PAGES)
def test_settings_in_the_text_are_known(topic: str) -> None:
    for span in spans(PAGES[topic]):
        table = re.fullmatch(r"\[(\w+)(?:\.[\w-]+)?\]", span)
        setting = re.fullmatch(r"(\w+) = (?:\"|\[|\d|true|false).*", span)
        if table:
            assert table[1] in (*PROJECT, *USER, *DEFAULT_STRUCTURE.keys), span
        elif setting:
            tomllib.loads(span)
            assert setting[1] in ALL_NAMES | {"on", "capital", "written", "1girl", "smiling", "seldom", "base"}, span


def test_a_setting_that_is_none_would_be_noticed() -> None:
    assert unknown_settings({"outpt": {}}, PROJECT, "project.toml")


def test_the_users_settings_are_shown_as_they_are_by_themselves(tmp_path: Path) -> None:
    (shown,) = (block for block in blocks(PAGES["settings"], "toml") if kind_of(tomllib.loads(block)) == "config.toml")
    path = tmp_path / "config.toml"
    path.write_text(shown, encoding="utf-8")
    settings, usual = load_user_settings(path), load_user_settings(tmp_path / "none.toml")
    assert (settings.backup, settings.log_texts) == (BackupSettings(), False) == (usual.backup, usual.log_texts)
    assert (settings.theme, settings.mouse, settings.picture_megapixels) == (
        usual.theme,
        usual.mouse,
        usual.picture_megapixels,
    )
