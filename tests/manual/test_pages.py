"""The pages of the manual hang together, and name what is there."""

from __future__ import annotations

import re

import pytest

from tests.support.manual_pages import FOLDER, PAGES, ROOT, links


@pytest.mark.parametrize("topic", PAGES)
def test_links_of_a_page_lead_somewhere(topic: str) -> None:
    assert [target for target in links(PAGES[topic]) if not (FOLDER / target.partition("#")[0]).exists()] == []


def test_every_page_begins_with_its_title() -> None:
    assert [topic for topic, text in PAGES.items() if not re.match(r"# \S", text)] == []


def test_promises_name_tests_that_are_there() -> None:
    found = re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", PAGES["trust"])
    assert len(found) > 20
    for path, name in found:
        text = (ROOT / path).read_text(encoding="utf-8")
        assert not name or f"def {name}(" in text, f"{path}::{name}"
