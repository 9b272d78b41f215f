"""Templates by name: the shipped ones, and a project's own under `[templates]` in `project.toml`."""

from __future__ import annotations

from collections.abc import Mapping

from tui_captioner.domain.nearest import did_you_mean
from tui_captioner.domain.structure import Structure
from tui_captioner.domain.templating.choosing import Choice
from tui_captioner.domain.templating.names import TAGS, check_name
from tui_captioner.domain.templating.parsing import parse_template
from tui_captioner.domain.templating.shipped import shipped_choices
from tui_captioner.domain.templating.template import Template, TemplateError

_FIELDS = ("text", "capital")


def templates_from_settings(tables: Mapping[str, object], structure: Structure) -> dict[str, Template]:
    """A project's own templates by name. One may take the place of a shipped one, but for `tags`.

    Args:
        tables: What stands under `[templates]`: `name = "text"`, or a table with `text` and `capital`.
        structure: The slots of the project.

    Raises:
        ValueError: If one can't be read; says which, at which column, and what to do.
    """
    return {name: _template(name, value, structure) for name, value in tables.items()}


def choices_of(name: str, own: Mapping[str, Template], profile: str, structure: Structure) -> tuple[Choice, ...]:
    """The templates that a name stands for; none for `tags`, which is the caption without a template.

    Raises:
        ValueError: If there is none of that name; has the nearest known one.
    """
    check_name(name, own)
    if name in own:
        return (Choice(own[name]),)
    return () if name == TAGS else shipped_choices(name, profile, structure)


def _template(name: str, value: object, structure: Structure) -> Template:
    if name == TAGS:
        raise ValueError(f"[templates] {TAGS}: that is the caption without a template. Give yours another name")
    row = {"text": value} if isinstance(value, str) else value
    if not isinstance(row, Mapping):
        raise ValueError(f'[templates] {name}: write {name} = "text", or a table with text and capital')
    unknown = [field for field in row if field not in _FIELDS]
    if unknown:
        raise ValueError(f"[templates.{name}] has no {unknown[0]!r}. {did_you_mean(unknown[0], _FIELDS)}")
    text, capital = row.get("text"), row.get("capital", False)
    if not isinstance(text, str) or not text.strip():
        raise ValueError(f"[templates.{name}], 'text' must be a text, such as \"{{subject}}, {{background}}\"")
    if not isinstance(capital, bool):
        raise ValueError(f"[templates.{name}], 'capital' must be true or false, not {capital!r}")
    if any(not (char.isprintable() or char in "\n\t") for char in text):
        raise ValueError(f"[templates] {name}: it holds a character that can't be seen. Take it away")
    try:
        return parse_template(text, structure, capital=capital)
    except TemplateError as error:
        raise ValueError(f"[templates] {name}, {error}") from error
