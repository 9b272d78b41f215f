"""Writing aliases into a project's own `vocab.toml`; all else in it, its comments too, stays as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, TypeVar

from tui_captioner.domain.vocabulary import Term, VocabularyError, parse_vocabulary
from tui_captioner.storage.files.own_files import MOST, check_own_file, write_own
from tui_captioner.storage.files.regular_files import read_regular
from tui_captioner.storage.project.alias_changes import AliasChange
from tui_captioner.storage.project.settings import SettingsError

Result = TypeVar("Result")


def leading_to(path: Path, term: Term, aliases: Sequence[str]) -> AliasChange:
    """What has aliases lead to a term that do not yet.

    A term of the project's own stands in place of a shipped one of the same text, so it keeps what that one has: its
    aliases, its layer and its exclusive group.

    Args:
        path: The file; it need not be there.
        term: The term with its slot, as the vocabulary has it.
        aliases: What is to lead to it besides.

    Raises:
        SettingsError: If the file there is no vocabulary, or would be none with them.
        OSError: If it can't be read.
    """

    def missing() -> AliasChange:
        tables = document.get(slot, {})
        known = {term.text, *_texts(tables, "aliases", term.text)}
        new = tuple(text for text in dict.fromkeys([*term.aliases, *aliases]) if text not in known)
        wanted = [("layers", term.layer), ("groups", term.group)]
        lists = tuple((kind, name) for kind, name in wanted if name and term.text not in _texts(tables, kind, name))
        change = AliasChange(slot, term.text, new, lists)
        _changed(document, change, path)
        return change

    slot = term.slot or "details"
    document = _parsed(path)
    return _in_vocabulary(path, missing)


def change_aliases(path: Path, change: AliasChange) -> None:
    """Carry a change of aliases out; what is so already stays, so it may be done again.

    Aliases go as far as they are there, and leave no empty list or table behind.

    Args:
        path: The file; it is made if need be, and goes if nothing is left in it.
        change: What comes, or goes.

    Raises:
        SettingsError: If the file there is no vocabulary, or would be none; it is untouched then.
        OSError: If it could not be written; the old file is untouched then.
    """
    document = _parsed(path)
    before = document.as_string()
    text = _in_vocabulary(path, lambda: _changed(document, change, path))
    if text.strip():
        if text != before:
            write_own(path, text.encode("utf-8"))
    elif before.strip():
        path.unlink()


def _changed(document: Any, change: AliasChange, path: Path) -> str:
    """The text of the file with a change; raises VocabularyError if that is no vocabulary."""
    import tomlkit

    (_add if change.adds else _take_out)(document, change)
    text: str = document.as_string()
    parse_vocabulary(tomlkit.parse(text).unwrap(), source=str(path))
    return text


def _parsed(path: Path) -> Any:
    import tomlkit

    try:
        check_own_file(path)
        source = read_regular(path, MOST).decode("utf-8")
    except FileNotFoundError:
        source = ""
    except ValueError as error:
        raise SettingsError(f"{path} is not UTF-8: {error}", "Mend the file and try again") from error
    return _in_vocabulary(path, lambda: tomlkit.parse(source))


def _in_vocabulary(path: Path, act: Callable[[], Result]) -> Result:
    """Do something with what should be a vocabulary; SettingsError if it is none."""
    try:
        return act()
    except VocabularyError as error:
        raise SettingsError(str(error), "Mend the file, or choose another alias; nothing was changed") from error
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        raise SettingsError(f"{path} is no vocabulary: {error}", "Mend the file and try again") from error


def _add(document: Any, change: AliasChange) -> None:
    tables = _table(document, change.slot)
    own = _table(tables, "aliases")
    own[change.text] = _unique([*_texts(tables, "aliases", change.text), *change.aliases])
    for kind, name in change.lists:
        table = _table(tables, kind)
        table[name] = _unique([*_texts(tables, kind, name), change.text])


def _take_out(document: Any, change: AliasChange) -> None:
    tables = document.get(change.slot)
    if tables is None:
        return
    _shorten(tables, "aliases", change.text, change.aliases)
    for kind, name in change.lists:
        _shorten(tables, kind, name, (change.text,))
    _drop_empty(document, change.slot)


def _shorten(tables: Any, kind: str, name: str, gone: Sequence[str]) -> None:
    """Take texts out of a list; what is empty then goes, but for a table with a comment in it."""
    texts = _texts(tables, kind, name)
    left = [text for text in texts if text not in gone]
    if left == texts and texts:
        return
    if left:
        tables[kind][name] = left
    elif name in tables.get(kind, {}):
        del tables[kind][name]
        _drop_empty(tables, kind)


def _drop_empty(tables: Any, key: str) -> None:
    if key in tables and not tables[key].as_string().strip():
        del tables[key]


def _table(inside: Any, key: str) -> Any:
    import tomlkit

    if key not in inside:
        inside[key] = tomlkit.table()
    return inside[key]


def _texts(tables: Any, kind: str, name: str) -> list[str]:
    return [str(text) for text in tables.get(kind, {}).get(name, ())]


def _unique(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(texts))
