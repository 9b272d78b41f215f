"""Whether anything was lost: what lies on the disk, against what was accepted."""

from __future__ import annotations

import tomllib

from tests.torture.dataset import Dataset, Kept
from tests.torture.expectation import Expectation, Moment, Tags, tags_of


class LossError(Exception):
    """Something is not as it must be; says what."""


def judge(dataset: Dataset, kept: Kept, expectation: Expectation, *, at_rest: bool) -> Moment:
    """Look at what a program left that was killed; gives the moment that it got to.

    Args:
        dataset: The files.
        kept: What its database has.
        expectation: What may be there.
        at_rest: Whether all that was accepted must be in the sidecars already, not only in the database.

    Raises:
        LossError: If something is lost, torn or neither old nor new.
    """
    if kept.integrity != "ok":
        raise LossError(f"the database: {kept.integrity}")
    texts = dataset.texts()
    for name, text in texts.items():
        row = kept.rows.get(name)
        if row is not None and text not in ((row.written or b""), (row.replaces or b"") if row.pending else None):
            raise LossError(f"the caption of {name} is neither the old nor the new one: {text!r}, {row}")
    moment = _reached(dataset, kept, expectation, texts)
    if at_rest and moment is expectation.accepted:
        behind = [name for name, row in kept.rows.items() if texts[name] != (row.written or b"")]
        if behind:
            raise LossError(f"accepted, and not in the caption files: {', '.join(behind[:5])}")
    return moment


def _reached(dataset: Dataset, kept: Kept, expectation: Expectation, texts: dict[str, bytes]) -> Moment:
    there = {name: (kept.rows[name].written or b"") if name in kept.rows else texts[name] for name in dataset.names}
    tags = {name: tags_of(text) for name, text in there.items()}
    # The latest first: of two that look the same the later one is what was typed.
    for moment in reversed(expectation.possible):
        captions = moment.captions
        if len(moment.past) == kept.steps and (captions.told or captions.tags == tags):
            return moment
    raise LossError(_difference(kept, expectation, tags))


def _difference(kept: Kept, expectation: Expectation, tags: dict[str, Tags]) -> str:
    moments = (moment.captions.tags for moment in reversed(expectation.possible))
    expected = min(moments, key=lambda expected: sum(tags[name] != expected[name] for name in expected))
    wrong = [name for name in expected if tags[name] != expected[name]]
    said = [f"{name}: {', '.join(tags[name])} instead of {', '.join(expected[name])}" for name in wrong[:3]]
    steps = [len(moment.past) for moment in expectation.possible]
    return (
        f"the database is at none of {len(steps)} moments: {kept.steps} steps instead of {steps}; "
        f"{len(wrong)} captions are not those of the nearest: {said}"
    )


def behind(dataset: Dataset, moment: Moment) -> str:
    """What a start has still to finish; empty if nothing."""
    expected = moment.captions.tags
    wrong = [name for name in dataset.names if tags_of(dataset.text(name)) != expected[name]]
    if wrong and not moment.captions.told:
        return f"the captions of {', '.join(wrong[:5])}: {dataset.text(wrong[0])!r} instead of {expected[wrong[0]]}"
    temporaries = dataset.temporaries()
    return f"temporary files: {temporaries}" if temporaries else ""


def look_at_rest(dataset: Dataset, moment: Moment) -> None:
    """See that captions which were there before are there again byte for byte, and remember them.

    Raises:
        LossError: If they are others, or the settings have another structure than the captions.
    """
    texts = dataset.texts()
    for name, text in moment.captions.texts.items():
        if texts[name] != text:
            raise LossError(f"the caption of {name} was {text!r} here before, and is {texts[name]!r}")
    moment.captions.texts.update(texts)
    if structure_of(dataset) != moment.captions.structure:
        raise LossError(f"project.toml has the structure {structure_of(dataset)}, not {moment.captions.structure}")


def structure_of(dataset: Dataset) -> str:
    """The structure in the settings."""
    path = dataset.project / "project.toml"
    settings = tomllib.loads(path.read_text()) if path.exists() else {}
    rows = settings.get("structure", [])
    return "guide" if not rows else "pony" if any(row.get("key") == "score" for row in rows) else "other"
