"""What lies in `.tui-captioner/` and in the user's own folders: settings, vocabularies, databases, what is kept."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from platformdirs import user_state_path

from tests.fuzzing.invariants import no_controls, terms_are_clean
from tests.fuzzing.target import Target, emptied_folder, from_file
from tui_captioner.domain.completion.index import StaticIndex
from tui_captioner.domain.errors import CaptionerError
from tui_captioner.domain.vocabulary import Term, Vocabulary
from tui_captioner.storage.backups.reading import Backup, read_backup
from tui_captioner.storage.catalogue import questions
from tui_captioner.storage.catalogue.catalogue_files import CatalogueFiles
from tui_captioner.storage.catalogue.database import CatalogueDatabase, CatalogueError, open_catalogue
from tui_captioner.storage.dataset.mounts import syncs_as_a_whole
from tui_captioner.storage.own_vocabulary_cache import OwnVocabulary, cache_folder
from tui_captioner.storage.project.alias_changes import AliasChange, dump_aliases, load_aliases
from tui_captioner.storage.project.check_settings import load_checks
from tui_captioner.storage.project.database import Database
from tui_captioner.storage.project.dialect_marks import DialectMarks
from tui_captioner.storage.project.different_tags import load_different, write_different
from tui_captioner.storage.project.kept_filters import load_filters, write_filter
from tui_captioner.storage.project.lock import ProjectLock
from tui_captioner.storage.project.lock_holder import read_holder
from tui_captioner.storage.project.own_vocabulary import change_aliases
from tui_captioner.storage.project.prompt_file import own_prompt
from tui_captioner.storage.project.records import Draft, ImageRecord, dump_record, load_marks, load_record
from tui_captioner.storage.project.resume import load_place, save_place
from tui_captioner.storage.project.salvage import salvage
from tui_captioner.storage.project.settings import ProjectSettings, load_settings
from tui_captioner.storage.project.settings_edits import change_values
from tui_captioner.storage.project.steps import Globals, dump_globals, load_globals
from tui_captioner.storage.project.term_lists import FOLDER, load_list
from tui_captioner.storage.tokenizers import read_tokenizer
from tui_captioner.storage.user_settings import load_user_settings
from tui_captioner.storage.vocabulary_files import load_own

_GZIP = b"\x1f\x8b"


def _settings(path: Path) -> ProjectSettings:
    """The settings, and the tables that are read when they are needed."""
    settings = load_settings(path)
    for load in (load_checks, load_filters, load_different):
        with suppress(CaptionerError):
            load(path)
    return settings


def _trigger_is_safe(_: bytes, settings: ProjectSettings) -> None:
    no_controls(settings.trigger)


def _edited(path: Path) -> tuple[ProjectSettings, ProjectSettings, dict[str, str]]:
    """Settings before and after the edits that the program itself makes; none but those may change anything."""
    before = load_settings(path)
    change_values(path, {("trigger",): "annika", ("tokens", "max_tokens"): 75})
    write_filter(path, "hats", "tag:*hat*")
    write_different(path, [("red hat", "red hats")])
    return before, load_settings(path), load_filters(path)


def _the_rest_stays(_: bytes, found: tuple[ProjectSettings, ProjectSettings, dict[str, str]]) -> None:
    before, after, filters = found
    assert (after.trigger, after.tokens.max_tokens, filters["hats"]) == ("annika", 75, "tag:*hat*")
    assert (before.structure, before.globals, before.output) == (after.structure, after.globals, after.output)
    assert (before.profile, before.lines, before.suffixes) == (after.profile, after.lines, after.suffixes)


_ALIAS = AliasChange("action", "waving", ("a wave of the hand~",), (("layers", "gesture~"),))


def _aliased(path: Path) -> tuple[list[Term], list[Term]]:
    """The terms of a vocabulary before and after an alias came and went."""
    before = load_own(path)
    change_aliases(path, _ALIAS)
    assert any(_ALIAS.aliases[0] in term.aliases for term in load_own(path))
    change_aliases(path, _ALIAS.inverse)
    return before, load_own(path)


def _terms_stay(_: bytes, found: tuple[list[Term], list[Term]]) -> None:
    before, after = ({(term.slot, term.text) for term in terms} for terms in found)
    assert before - after <= {(_ALIAS.slot, _ALIAS.text)}
    assert after <= before


def _column(load: Callable[[str], Any]) -> Callable[[bytes], Any]:
    """A reader of a column of the database, whose text may be no UTF-8."""
    return lambda data: load(data.decode("utf-8", "surrogateescape"))


def _is_kept(_: bytes, record: ImageRecord) -> None:
    assert load_record(dump_record(record)) == record


def _globals_are_kept(_: bytes, found: Globals | None) -> None:
    assert load_globals(dump_globals(found)) == found


def _aliases_are_kept(_: bytes, found: tuple[AliasChange, ...]) -> None:
    assert load_aliases(dump_aliases(found)) == found


def _read_all(base: Database) -> None:
    """Ask all that is asked of a database."""
    asked: tuple[Callable[[], object], ...] = (
        base.all_stored, base.globals, base.drafts, base.position, base.accepted, base.marked, base.finished,
        base.pending, base.refused, base.record_digests, base.pending_aliases, lambda: base.some_records(9),
        lambda: list(base.all_to_write()), lambda: base.stored("a.png"), lambda: base.to_write(["a.png"]),
        lambda: base.changed_since(undone=False), lambda: base.turnable_title(undone=False),
    )  # fmt: skip
    for ask in asked:
        with suppress(CaptionerError):
            ask()
    for header in base.headers():
        for read in (base.globals_of, base.images_of_step, base.aliases_of, base.refusals_of, base.structures_of):
            with suppress(CaptionerError):
                read(header.number)
        with suppress(CaptionerError):
            base.parts(header.number, 9)


def _database(path: Path) -> None:
    """Opened to read, to write (where an undo is tried), and repaired: then it can be opened."""
    with suppress(CaptionerError), closing(Database(path, writable=False)) as base:
        _read_all(base)
    try:
        with closing(Database(path)) as base:
            _read_all(base)
            base.undo()
    finally:
        salvage(path, ["a.png", "b.png"])
    with closing(Database(path)) as base:
        _read_all(base)


def _catalogue(data: bytes) -> int:
    """A catalogue that is damaged is made anew."""
    files = CatalogueFiles(emptied_folder("dataset"), emptied_folder("catalogues"))
    files.path.write_bytes(data)
    with closing(open_catalogue(files).sql):
        pass
    store = CatalogueDatabase(files.path)
    with closing(store.sql):
        for ask in (questions.problems, questions.tag_counts, questions.texts_by_image):
            with suppress(CatalogueError):
                ask(store)
        return len(store.rows("SELECT key FROM slot"))


def _marks_of_dialects(path: Path) -> None:
    marks = DialectMarks(path.parent)
    marks.of("a.json"), marks.records()
    marks.note({"a.json": b"{}"})


def _lock(path: Path) -> str:
    lock = ProjectLock(path)
    holder = lock.acquire()
    lock.release()
    return holder


def _holder(data: bytes) -> str:
    holder = read_holder(data)
    return "" if holder is None else str(holder)


def _backup(data: bytes) -> Backup:
    """A backup; a tar file is packed first, as damage to what is packed seldom gets far."""
    folder = emptied_folder("backup")
    path = folder / "x.backup"
    path.write_bytes(data if data.startswith(_GZIP) else gzip.compress(data, 1))
    return read_backup(path, folder)


def _backup_stays_inside(_: bytes, found: Backup) -> None:
    for name in (*found.captions, *found.files):
        assert ".." not in name.split("/")
        assert not name.startswith("/")


def _index(data: bytes) -> None:
    index = StaticIndex.from_bytes(data)
    for number in range(len(index)):
        index.term(number), index.slot(number), index.score(number)
    for text in ("a", "lo", "1", "hair"):
        found = index.best(index.find(text), 20)
        [(index.text_at(at), index.name_at(at), index.owner(at)) for at in found]
        index.containing(text, 20), index.skipping(text, 20), index.spelled(text)


_OWN = [Term("moonwalk", "action"), Term("red hat", "subject")]


def _own_cache(data: bytes) -> list[str]:
    """The index of a project's own terms, whatever lies where it is kept."""
    OwnVocabulary(Vocabulary(_OWN), _OWN, "shipped").index()
    for path in cache_folder().glob("*.cache"):
        path.write_bytes(data)
    vocabulary = OwnVocabulary(Vocabulary(_OWN), _OWN, "shipped")
    index = vocabulary.index()
    vocabulary.filled()
    return sorted(index.term(number).text for number in range(len(index)))


def _own_terms_are_there(_: bytes, terms: list[str]) -> None:
    assert terms == ["moonwalk", "red hat"]


def _place(data: bytes) -> tuple[str, dict[str, Draft]]:
    """Where somebody was in a dataset without a project, whatever lies where that is kept."""
    root = emptied_folder("dataset")
    save_place(root, "a.png", {})
    for path in (user_state_path("tui-captioner", appauthor=False) / "places").iterdir():
        path.write_bytes(data)
    return load_place(root)


def _list_of_terms(data: bytes) -> object:
    folder = emptied_folder("project")
    (folder / FOLDER).mkdir()
    (folder / FOLDER / "x.terms").write_bytes(data)
    return load_list(folder, "x")


TARGETS = (
    Target("settings", from_file("project.toml", _settings), invariants=(_trigger_is_safe,)),
    Target("settings-edits", from_file("project.toml", _edited), invariants=(_the_rest_stays,)),
    Target("user-settings", from_file("config.toml", load_user_settings)),
    Target("vocabulary", from_file("vocab.toml", load_own), invariants=(terms_are_clean,)),
    Target("vocabulary-edits", from_file("vocab.toml", _aliased), invariants=(_terms_stay,)),
    Target("prompt-file", from_file("prompt.txt", lambda path: own_prompt(path.parent, path.parent, None))),
    Target("record", _column(load_record), invariants=(_is_kept,)),
    Target("slot-states", _column(load_marks)),
    Target("globals", _column(load_globals), invariants=(_globals_are_kept,)),
    Target("aliases", _column(load_aliases), invariants=(_aliases_are_kept,)),
    Target("database", from_file("captions.db", _database)),
    Target("catalogue", _catalogue),
    Target("dialect-marks", from_file("dialects.db", _marks_of_dialects)),
    Target("lock", from_file("lock", _lock)),
    Target("lock-holder", _holder),
    Target("backup", _backup, invariants=(_backup_stays_inside,)),
    Target("term-index", _index, (ValueError,)),
    Target("own-vocabulary-cache", _own_cache, invariants=(_own_terms_are_there,)),
    Target("place", _place),
    Target("list-of-terms", _list_of_terms),
    Target("tokenizer", from_file("tokenizer.json", read_tokenizer)),
    Target("mounts", from_file("mounts", lambda path: syncs_as_a_whole(path.parent, path))),
)
