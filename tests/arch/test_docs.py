"""The README is one screen, and leads to pictures and pages that are there."""

from __future__ import annotations

from tests.support.manual_pages import FOLDER, PAGES, ROOT, links

README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_it_is_one_screen() -> None:
    assert len(README.splitlines()) <= 60


def test_what_it_leads_to_is_there() -> None:
    assert [target for target in links(README) if not (ROOT / target).exists()] == []


def test_it_leads_to_every_page_of_the_manual() -> None:
    assert {f"{FOLDER.relative_to(ROOT).as_posix()}/{topic}.md" for topic in PAGES} <= set(links(README))
