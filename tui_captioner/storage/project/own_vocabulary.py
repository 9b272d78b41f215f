"""Writing aliases into a project's own `vocab.toml`; all else in it, its comments too, stays as it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from tui_captioner.domain.vocabulary import Term, VocabularyError, parse_vocabulary
from tui_captioner.storage.files.own_files import MOST, check_own_file, write_own
from tui_captioner.storage.files.regular_files import read_regular
from tui_captioner.storage.project.settings import SettingsError


def add_aliases(path: Path, term: Term, aliases: Sequence[str]) -> tuple[str, ...]:
    """Have aliases lead to a term, making the file if need be.

    A term of the project's own stands in place of a shipped one of the same text, so it keeps what that one has: its
    aliases, its layer and its exclusive group.

    Args:
        path: The file.
        term: The term with its slot, as the vocabulary has it.
        aliases: What is to lead to it besides.

    Returns:
        All aliases that it has then.

    Raises:
        SettingsError: If the file there is no vocabulary; it is untouched then.
        OSError: If it could not be written; the old file is untouched then.
    """
    import tomlkit

    try:
        check_own_file(path)
        source = read_regular(path, MOST).decode("utf-8")
    except FileNotFoundError:
        source = ""
    except ValueError as error:
        raise SettingsError(f"{path} is not UTF-8: {error}", "Mend the file and try again") from error
    try:
        document = tomlkit.parse(source)
        tables = _table(document, term.slot or "details")
        own = _table(tables, "aliases")
        before = [str(text) for text in own.get(term.text, ())]
        known = _unique([*before, *term.aliases, *aliases], term.text)
        own[term.text] = known
        _list_in(tables, "layers", term.layer, term.text)
        _list_in(tables, "groups", term.group, term.text)
        text = tomlkit.dumps(document)
        parse_vocabulary(tomlkit.parse(text).unwrap(), source=str(path))
    except VocabularyError as error:
        raise SettingsError(str(error), "Mend the file, or choose another alias; nothing was changed") from error
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        raise SettingsError(f"{path} is no vocabulary: {error}", "Mend the file and try again") from error
    write_own(path, text.encode("utf-8"))
    return tuple(known)


def _table(inside: Any, key: str) -> Any:
    import tomlkit

    if key not in inside:
        inside[key] = tomlkit.table()
    return inside[key]


def _list_in(tables: Any, name: str, key: str | None, text: str) -> None:
    """Have a text in a list of a table, where it is to be in one at all."""
    if key is None:
        return
    table = _table(tables, name)
    texts = [str(one) for one in table.get(key, ())]
    if text not in texts:
        table[key] = [*texts, text]


def _unique(texts: Iterable[str], but: str) -> list[str]:
    return [text for text in dict.fromkeys(texts) if text != but]
