"""What should be known of an import before it is made, in sentences."""

from __future__ import annotations

from collections.abc import Sequence

from tui_captioner.services.importing.import_plan import ImportPlan


def remarks(plan: ImportPlan) -> list[str]:
    """What is left as it is, and why; nothing where every caption finds its image.

    Args:
        plan: What the import would do.
    """
    said = []
    if plan.refused:
        first = plan.refused[0]
        said.append(f"{_are(len(plan.refused), 'caption')} left out, such as that of {first.what}: {first.why}")
    if plan.strangers:
        said.append(f"{_are(len(plan.strangers), 'key')} not the name of an image: {_some(plan.strangers)}")
    if plan.kept:
        said.append(f"{_have(len(plan.kept))} a caption already, which stays; 'replace' takes the other one")
    if plan.same:
        said.append(f"{_have(len(plan.same))} the same caption already")
    return [*said, *plan.notes]


def _are(count: int, what: str) -> str:
    return f"{count:,} {what}{' is' if count == 1 else 's are'}"


def _have(count: int) -> str:
    return f"{count:,} image{' has' if count == 1 else 's have'}"


def _some(names: Sequence[str]) -> str:
    return ", ".join(names[:3]) + (", …" if len(names) > 3 else "")
