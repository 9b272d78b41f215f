"""The rows of the findings screen: a rule each, opened to its findings; what each is about, its images."""

from __future__ import annotations

from tui_captioner.domain.checks.finding import ERROR, INFO, WARNING, Finding
from tui_captioner.domain.row_filter import RowFilter
from tui_captioner.tui.findings.listing import MOST_NAMED, FindingListing
from tui_captioner.tui.findings.views import detail_lines, item_line


def on_image(rule: str, name: str, tag: str = "", severity: str = WARNING, message: str = "so it is") -> Finding:
    return Finding(rule, severity, message, "do so", name, tag=tag)


FOUND = (
    on_image("unsure", "a.png", "lamp", INFO, "'lamp' was guessed"),
    on_image("unsure", "b.png", "lamp", INFO, "'lamp' was guessed"),
    on_image("unsure", "b.png", "hat", INFO, "'hat' was guessed"),
    on_image("no-such-rule", "c.png", severity=ERROR),
    Finding("near-duplicate", WARNING, "hats ~ hat", "merge", tag="hat", images=("a.png", "c.png"), filter="tag==hats"),
)


def listing() -> FindingListing:
    made = FindingListing()
    made.set_findings(FOUND)
    return made


def told(rows: FindingListing) -> list[tuple[str, str]]:
    return [item.place for item in rows.items]


def test_rules_stand_by_severity_and_each_says_how_many() -> None:
    rows = listing()
    assert told(rows) == [("no-such-rule", ""), ("near-duplicate", ""), ("unsure", "")]
    assert [(len(item.findings), len(item.images)) for item in rows.items] == [(1, 1), (1, 2), (3, 2)]
    assert (rows.findings, rows.images) == (5, 3)


def test_an_opened_rule_lists_what_is_said_once_with_its_images() -> None:
    rows = listing()
    rows.open("unsure", is_open=True)
    assert told(rows)[2:] == [("unsure", ""), ("unsure", "lamp"), ("unsure", "hat")]
    assert rows.items[3].images == ("a.png", "b.png")
    rows.open("unsure", is_open=False)
    assert len(rows.items) == 3


def test_findings_without_a_tag_that_say_the_same_stand_in_one_row() -> None:
    rows = FindingListing()
    names = [f"{at}.png" for at in range(6)]
    rows.set_findings(
        [on_image("too-few-tags", name, message=f"it has {at % 2} tags") for at, name in enumerate(names)]
    )
    rows.open("too-few-tags", is_open=True)
    assert [item.images for item in rows.items[1:]] == [("0.png", "2.png", "4.png"), ("1.png", "3.png", "5.png")]


def test_what_is_said_of_one_image_is_not_said_of_another_that_it_is_about_as_well() -> None:
    rows = FindingListing()
    said = ["'1girl' stands behind 'beach'", "'hat' stands behind 'beach'", "'1girl' stands behind 'beach'"]
    found = [Finding("slot-order", INFO, text, "", f"{at}.png", about="order") for at, text in enumerate(said)]
    rows.set_findings(found)
    rows.open("slot-order", is_open=True)
    assert [(item.findings[0].message, item.images) for item in rows.items[1:]] == [
        (said[0], ("0.png", "2.png")),
        (said[1], ("1.png",)),
    ]
    assert rows.row_of(rows.items[2].place) == 2


def test_each_row_has_the_filter_of_its_images() -> None:
    rows = listing()
    rows.open("unsure", is_open=True)
    assert [item.filter for item in rows.items] == [
        "name==c.png",
        "finding:near-duplicate",
        "finding:unsure",
        "name==a.png OR name==b.png",
        "name==b.png",
    ]


def test_many_images_of_one_tag_are_found_by_that() -> None:
    rows = FindingListing()
    rows.set_findings([on_image("unsure", f"{at}.png", "red hat") for at in range(9)])
    rows.open("unsure", is_open=True)
    assert rows.items[1].filter == 'finding:unsure AND tag=="red hat"'


def test_a_filter_names_no_more_images_than_can_be_read() -> None:
    rows = FindingListing()
    rows.set_findings([on_image("some", f"{at:04}.png") for at in range(2 * MOST_NAMED)])
    assert rows.items[0].filter.count("name==") == MOST_NAMED


def test_the_tag_of_a_row_is_known_where_it_is_one() -> None:
    rows = listing()
    rows.open("unsure", is_open=True)
    assert [item.tag for item in rows.items] == ["", "hat", "", "lamp", "hat"]


def test_a_filter_leaves_rules_and_findings_that_hold_a_text() -> None:
    rows = listing()
    rows.set_filter(RowFilter("lamp"))
    assert told(rows) == [("unsure", ""), ("unsure", "lamp")]
    assert len(rows.items[0].findings) == 2
    rows.set_filter(RowFilter("near-dup"))
    assert told(rows) == [("near-duplicate", "")]


def test_a_place_is_found_again_or_its_rule() -> None:
    rows = listing()
    rows.open("unsure", is_open=True)
    assert rows.row_of(("unsure", "hat")) == 4
    assert rows.row_of(("unsure", "gone")) == 2
    assert rows.row_of(("gone", "")) == 0


def test_rows_and_details_fit_and_show_no_control_characters() -> None:
    rows = FindingListing()
    rows.set_findings([on_image("some", "a\x1b[1m.png", "[/b]\x1b", message="long " * 60 + "\x1b")])
    for width in (20, 80, 200):
        line = item_line(rows.items[0], width, here=True)
        assert sum(len(text) for text, _ in line) <= width + 1
        details = detail_lines(rows.items[0], width, 6, lambda _: "m", "delete it", str)
        assert len(details) <= 6
        assert "\x1b" not in "".join(text for line in details for text, _ in line)
