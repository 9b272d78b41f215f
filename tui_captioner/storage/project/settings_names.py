"""The names that settings have, and what is said of one that is none: it would be passed over without a word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from tui_captioner.domain.nearest import did_you_mean
from tui_captioner.domain.text import visible

_ANY: Sequence[str] = ()
"""A table whose names the user chooses, or that is looked at where it is used."""
PROJECT: Mapping[str, Sequence[str] | None] = {
    **dict.fromkeys(("profile", "trigger", "globals", "structure")),
    "output": (
        "extension",
        "separator",
        "head_separator",
        "globals_at",
        "write",
        "order",
        "template",
        "template_place",
        "dialects",
    ),
    "input": ("suffixes", "lines", "follow_links"),
    "tokens": ("model", "max_tokens", "tokenizers"),
    "checks": _ANY,
    "filters": _ANY,
    "profiles": _ANY,
    "templates": _ANY,
    "different": _ANY,
    "draft": ("prompt", "url", "model", "tagger", "thresholds"),
}
"""What `project.toml` may have: a value (None), or a table with these names in it."""
USER: Mapping[str, Sequence[str] | None] = {
    **dict.fromkeys(("theme", "mouse", "preview", "picture_quality", "picture_megapixels")),
    "keys": _ANY,
    "key_env": _ANY,
    "backup": ("daily", "keep", "weeks", "megabytes"),
    "log": ("texts",),
}
"""What `config.toml` may have."""
_MOST = 5
"""Names that are told: a file of another program would have hundreds."""


def unknown_settings(data: Mapping[str, object], known: Mapping[str, Sequence[str] | None], file: str) -> list[str]:
    """What to say of names that are not known, a sentence each, with the nearest known one.

    Args:
        data: What the file holds.
        known: What it may hold: `PROJECT` or `USER`.
        file: Its name, for the sentence.
    """
    return [
        f"{file}: {visible(name[:80])!r} is not known and does nothing. {hint}"
        for name, hint in islice(_unknown(data, known), _MOST)
    ]


def _unknown(data: Mapping[str, object], known: Mapping[str, Sequence[str] | None]) -> Iterator[tuple[str, str]]:
    # Of two tables with the same name the first: `model` is that of [tokens] rather than of [draft].
    inner = {name: table for table, names in reversed(list(known.items())) for name in names or ()}
    for key, value in data.items():
        if key not in known:
            yield key, f"It goes under [{inner[key]}]" if key in inner else did_you_mean(key, known)
            continue
        if key == "checks" and known is PROJECT:
            # Here, not above: that knows all rules, and few tune some.
            from tui_captioner.domain.checks.settings_reading import unknown_checks

            yield from unknown_checks(value)
        names = known[key]
        if names and isinstance(value, Mapping):
            yield from ((f"{key}.{name}", did_you_mean(name, names)) for name in value if name not in names)
