"""Importing vocabulary lists of other programs into a project."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tui_captioner.domain.completion.index import StaticIndex
from tui_captioner.domain.errors import CaptionerError, DecodingError
from tui_captioner.domain.vocabulary import Term, Vocabulary, parse_vocabulary
from tui_captioner.formats.encodings import encoding_hint
from tui_captioner.formats.sidecar import decode
from tui_captioner.formats.term_lists import ListReport, detect_kind, read_terms
from tui_captioner.services.session.project import Project
from tui_captioner.storage.files.regular_files import read_regular, unreadable
from tui_captioner.storage.files.toml_text import parse_toml
from tui_captioner.storage.project.term_lists import list_names, load_list, save_list


def import_list(
    project: Project, source: Path, name: str, *, spaces: bool = True, progress: Callable[[int], None] | None = None
) -> ListReport:
    """Read a list and keep it in the project, where it is completed from the next start of the composer on.

    Args:
        project: The open project.
        source: csv of a1111 tagcomplete, a list of BooruDatasetTagManager, plain text, or our own TOML.
        name: Under which it is kept; a list of that name is replaced.
        spaces: Whether `_` becomes a space (emoticons keep theirs).
        progress: Called with the number of lines so far.

    Raises:
        ReadOnlyError: If the dataset can only be read.
        CaptionerError: If it can't be read or kept, or no line of it is a term; nothing is changed then.
    """
    project.check_writable()  # at once: a long list is read for seconds
    report = ListReport()
    terms = _read(source, report, spaces, progress)
    if not terms:
        raise CaptionerError(
            f"There is no term in {source}", "Lists are csv of tagcomplete, a tag a line, or our own TOML"
        )
    project.ensure()
    try:
        save_list(project.folder, name, StaticIndex.of(Vocabulary(terms).terms))
    except OSError as error:
        raise CaptionerError(
            f"The list can't be kept in {project.folder}: {error.strerror}", "Check space and permissions"
        ) from error
    return report


def _read(source: Path, report: ListReport, spaces: bool, progress: Callable[[int], None] | None) -> list[Term]:
    try:
        data = read_regular(source)
        text = decode(data)
    except DecodingError as error:
        raise DecodingError(f"{source} {error.message}", _hint(data), offset=error.offset) from None
    except OSError as error:
        raise unreadable(source, error) from error
    if source.suffix.lower() != ".toml":
        return list(read_terms(text, detect_kind(text), report, spaces=spaces, progress=progress))
    try:
        terms = parse_vocabulary(parse_toml(text), source=str(source))
    except ValueError as error:
        raise CaptionerError(f"{source} is not valid TOML: {error}", "Mend the file; nothing was changed") from error
    report.terms = len(terms)
    return terms


def _hint(data: bytes) -> str:
    return encoding_hint(data, "convert it with iconv -f NAME -t UTF-8")


def load_lists(project: Project, problem: Callable[[CaptionerError], object]) -> list[StaticIndex]:
    """The imported lists of a project; reads files and touches no state, so it may run in a thread.

    Args:
        project: The open project.
        problem: Called for each list that can't be used; the others are loaded all the same.
    """
    found: list[StaticIndex] = []
    for name in list_names(project.folder):
        try:
            found.append(load_list(project.folder, name))
        except CaptionerError as error:
            problem(error)
    return found
