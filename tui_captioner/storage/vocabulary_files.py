"""Reading vocabulary files: the shipped ones and a project's own."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

from tui_captioner.domain.vocabulary import Term, VocabularyError, parse_vocabulary
from tui_captioner.storage.project.settings import SettingsError, read_toml

_FIRST_COUNT = 500
"""What stands in for the count of the commonest term of a layer."""
_OWN_COUNT = 2 * _FIRST_COUNT
"""What stands in for the count of a term that the project has written down itself."""
_PACKAGE = Path(__file__).resolve().parents[1]


def shipped_folder() -> Path:
    """Where the shipped vocabulary lies: in the package of an installed wheel, beside it in a checkout.

    Raises:
        SettingsError: If it is in neither place, so the installation is broken.
    """
    for folder in (_PACKAGE / "_vocab", _PACKAGE.parent / "vocab"):
        if folder.is_dir():
            return folder
    raise SettingsError("the shipped vocabulary is missing", "Install tui-captioner anew")


def load_shipped() -> list[Term]:
    """The shipped terms, file by file in the order of their names.

    The files have the commonest terms of a layer first and no counts; a count that falls with the rank (Zipf's law)
    stands in for them. Seldom terms stand behind all others.
    """
    terms: list[Term] = []
    for path in sorted(shipped_folder().glob("*.toml")):
        ranks: Counter[str | None] = Counter()
        for term in load_terms(path):
            ranks[term.layer] += not term.seldom
            count = 1 if term.seldom else max(1, _FIRST_COUNT // ranks[term.layer])
            terms.append(replace(term, count=count))
    return terms


def load_own(path: Path) -> list[Term]:
    """The terms of a project's own `vocab.toml`: who wrote one down wants it before what is merely common."""
    return [replace(term, count=term.count or _OWN_COUNT) for term in load_terms(path, own=True)]


def load_terms(path: Path, *, own: bool = False) -> list[Term]:
    """The terms of one vocabulary file, none if it does not exist.

    Args:
        path: The file.
        own: Whether it lies in a dataset's `.tui-captioner/`, where links are not followed.

    Raises:
        SettingsError: If the file can't be read, is no TOML, or has another shape; says where.
    """
    data = read_toml(path, own=own)
    try:
        return parse_vocabulary(data, source=str(path)) if data else []
    except VocabularyError as error:
        raise SettingsError(str(error), "Mend the file; nothing was changed") from error
