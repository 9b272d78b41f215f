"""Profiles from tables of settings: the shipped ones and a project's own; finding one by its name."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from tui_captioner.domain.nearest import did_you_mean
from tui_captioner.domain.profiles.profile import ALL, Length, Part, Profile, part_of, profile_name
from tui_captioner.domain.profiles.shipped import ROWS
from tui_captioner.domain.structure import DEFAULT_STRUCTURE, GLOBALS, Structure

_FIELDS = (
    "base", "title", "about", "leaves_out", "appearance", "varies", "trigger", "framing", "forbidden", "class_words",
    "sentences", "tags", "globals_at", "rule", "describe",
)  # fmt: skip


@cache
def shipped_profiles() -> Mapping[str, Profile]:
    """The profiles that everybody has, by name, in the order in which they are offered."""
    return {name: _profile(name, row, DEFAULT_STRUCTURE, {}) for name, row in ROWS.items()}


def profiles_from_settings(tables: Mapping[str, object], structure: Structure) -> dict[str, Profile]:
    """All profiles of a project: the shipped ones, and its own, which may take the place of a shipped one.

    Args:
        tables: The `[profiles.NAME]` tables. `base` names a profile whose values hold where the table has none.
        structure: The slots of the project.

    Raises:
        ValueError: If a table is not as it must be; the message says which, and what must be there.
    """
    found = dict(shipped_profiles())
    for name, table in tables.items():
        if not isinstance(table, Mapping):
            raise ValueError(f"[profiles.{name}] must be a table")
        found[name] = _profile(name, table, structure, found)
    return found


def find_profile(name: str, profiles: Mapping[str, Profile]) -> Profile:
    """The profile of that name; empty for the plain one.

    Raises:
        ValueError: If there is none; the message has the nearest known one.
    """
    wanted = profile_name(name)
    if wanted not in profiles:
        raise ValueError(f"there is no profile {name!r}. {did_you_mean(name, profiles)}")
    return profiles[wanted]


def parts_from(value: object, what: str, structure: Structure, *, all_: bool = False) -> tuple[Part, ...]:
    """Slots and layers as a list names them.

    Args:
        value: Such as `["background", "subject/hair and face"]`.
        what: Where it stands, for the message.
        structure: The slots that there are.
        all_: Whether `all` may stand there.

    Raises:
        ValueError: If it is no such list, or names what there is not.
    """
    parts = tuple(map(part_of, _texts(value, what)))
    for part in parts:
        if all_ and part == ALL:
            continue
        if part.slot == GLOBALS or part.slot not in structure.own_keys:
            raise ValueError(f"{what}: there is no slot {part.slot!r}. {did_you_mean(part.slot, structure.own_keys)}")
        layers = structure.slot(part.slot).layers
        if part.layer and part.layer not in layers:
            raise ValueError(f"{what}: {part.slot} has no layer {part.layer!r}. {did_you_mean(part.layer, layers)}")
    return parts


def _profile(name: str, row: Mapping[str, object], structure: Structure, known: Mapping[str, Profile]) -> Profile:
    where = f"[profiles.{name}]"
    unknown = [field for field in row if field not in _FIELDS]
    if unknown:
        raise ValueError(f"{where} has no {unknown[0]!r}. {did_you_mean(unknown[0], _FIELDS)}")
    base = find_profile(_text(row, "base", "", where), known) if row.get("base") else Profile(name, name)
    varies = _text(row, "varies", str(base.varies), where)
    place = _text(row, "globals_at", base.globals_at, where)
    if place not in ("", "start", "end", *structure.own_keys):
        raise ValueError(f"{where}, 'globals_at': start, end or one of {', '.join(structure.own_keys)}, not {place!r}")

    def parts(field: str, default: tuple[Part, ...]) -> tuple[Part, ...]:
        return parts_from(row[field], f"{where}, {field!r}", structure) if field in row else default

    return Profile(
        name,
        _text(row, "title", base.title if row.get("base") else name, where),
        _text(row, "about", base.about, where),
        parts("leaves_out", base.leaves_out),
        parts("appearance", base.appearance),
        parts_from([varies], f"{where}, 'varies'", structure)[0] if varies else Part(""),
        _flag(row, "trigger", where, default=base.needs_trigger),
        _flag(row, "framing", where, default=base.needs_framing),
        _texts(row.get("forbidden", base.forbidden), f"{where}, 'forbidden'"),
        _texts(row.get("class_words", base.class_words), f"{where}, 'class_words'"),
        _length(row.get("sentences", base.sentences), f"{where}, 'sentences'"),
        _length(row.get("tags", base.tags), f"{where}, 'tags'"),
        place,
        _text(row, "rule", base.rule, where),
        _texts(row.get("describe", base.describe), f"{where}, 'describe'"),
    )


def _text(row: Mapping[str, object], field: str, default: str, where: str) -> str:
    value = row.get(field, default)
    if not isinstance(value, str):
        raise ValueError(f"{where}, {field!r} must be text, not {value!r}")
    return value


def _flag(row: Mapping[str, object], field: str, where: str, *, default: bool) -> bool:
    value = row.get(field, default)
    if not isinstance(value, bool):
        raise ValueError(f"{where}, {field!r} must be true or false, not {value!r}")
    return value


def _texts(value: object, what: str) -> tuple[str, ...]:
    if not isinstance(value, list | tuple) or not all(isinstance(item, str) and item.strip() for item in value):
        raise ValueError(f"{what} must be a list of texts")
    return tuple(value)


def _length(value: object, what: str) -> Length:
    if isinstance(value, Length):
        return value
    numbers = value if isinstance(value, list) else []
    right = len(numbers) == 2 and all(type(number) is int and number >= 0 for number in numbers)
    if not right or (numbers[1] and numbers[0] > numbers[1]):
        raise ValueError(f"{what} must be the least and the most, such as [8, 20]; 0 for no limit")
    return Length(*numbers)
