"""Which image each row of an import is about."""

from __future__ import annotations

from collections.abc import Sequence

from tui_captioner.domain.image_keys import Matcher, agreement, leads_out
from tui_captioner.formats.names import MUSUBI_JSONL, SLOTS_JSONL
from tui_captioner.formats.rows import Row
from tui_captioner.services.exporting.export_plan import is_utf8
from tui_captioner.services.importing.import_options import BESIDE, Refusal
from tui_captioner.services.importing.import_plan import ImportPlan, place_of_row, shown_key
from tui_captioner.services.session.session import Session

_NAMED = 5
"""How many images of an ambiguous key are named."""
_FROM_ELSEWHERE = (MUSUBI_JSONL,)
"""Formats whose relative paths count from the folder that the trainer is started in, so `..` is in order there."""


def matched_rows(session: Session, rows: Sequence[Row], plan: ImportPlan) -> dict[str, Row]:
    """The rows with a caption by image; strangers and what is ambiguous are noted in the plan."""
    keys = _keys(session, plan.format)
    matcher = Matcher(keys)
    rows = [row for row in rows if not _is_refused(row, plan)]
    found_keys = [matcher.match(row.file_name) for row in rows]
    if not any(found_keys):
        found_keys = [matcher.match(row.file_name, loosely=True) for row in rows]
    matches = [tuple(keys[key] for key in found) for found in found_keys]
    root = session.project.root.absolute().as_posix()
    found: dict[str, Row] = {}
    for row, names in zip(rows, matches, strict=True):
        has = any(text.strip() for text in row.captions)
        plan.captions += has
        if not names:
            plan.strangers.append(row.file_name)
        elif len(names) > 1:
            shown = ", ".join(names[:_NAMED]) + (f" and {len(names) - _NAMED} more" if len(names) > _NAMED else "")
            plan.refused.append(Refusal(place_of_row(row), f"{shown_key(row.file_name)!r} may be any of {shown}"))
        elif has or row.extra.get("state", "empty") != "empty":
            other = found.setdefault(names[0], row)
            if (other.captions, other.extra) != (row.captions, row.extra):
                found[names[0]] = _nearer(other, row, f"{root}/{names[0]}", names[0], plan)
    return found


def _keys(session: Session, form: str) -> dict[str, str]:
    """The images by how a file of a format names them: our own and what lies beside them by our names, the others as
    the file system does. The two differ for names with a backslash or bytes that are not UTF-8 only."""
    if form in (SLOTS_JSONL, *BESIDE):
        return {name: name for name in session.names}
    files = {name: session.image(name).file for name in session.names}
    keys = {file: name for name, file in files.items() if is_utf8(file)}
    for name, file in files.items():
        if not is_utf8(file):
            keys.setdefault(name, name)
    return keys


def _is_refused(row: Row, plan: ImportPlan) -> bool:
    """Whether a key leads out of the dataset, which none that was written for it does; noted in the plan."""
    if plan.format in _FROM_ELSEWHERE or not leads_out(row.file_name):
        return False
    said = f"{shown_key(row.file_name)!r} leads out of the dataset"
    plan.refused.append(Refusal(place_of_row(row), f"{said}. Take '..' out of it, or read it with --from musubi"))
    return True


def _nearer(one: Row, other: Row, path: str, name: str, plan: ImportPlan) -> Row:
    """Which of two rows is about an image: the one with more of its whole path; refused where both have as much.

    So a file about many folders fits a dataset that is one of them.
    """
    first, second = agreement(one.file_name, path), agreement(other.file_name, path)
    if first == second:
        twice = f"{shown_key(other.file_name)!r} is {name}, and so is {shown_key(one.file_name)!r}, {place_of_row(one)}"
        plan.refused.append(Refusal(place_of_row(other), f"{twice}, with another caption"))
        return one
    nearer, farther = (one, other) if first > second else (other, one)
    plan.strangers.append(farther.file_name)
    return nearer
