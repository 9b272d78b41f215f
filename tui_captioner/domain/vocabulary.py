"""The vocabulary: the terms that may be completed, and how one is found again however it is spelled."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tui_captioner.domain.errors import CaptionerError
from tui_captioner.domain.prose import SENTENCE_ENDS
from tui_captioner.domain.spelling import loose_key, match_key, stem_key
from tui_captioner.domain.templates import Templates

__all__ = ["Term", "Vocabulary", "VocabularyError", "match_key", "parse_vocabulary"]

_TABLES = ("layers", "aliases", "also", "groups", "phrases", "seldom")


class VocabularyError(CaptionerError):
    """A vocabulary file has a shape that cannot be read; the message names the file, the key and the way out."""


@dataclass(frozen=True, slots=True)
class Term:
    """One term of the vocabulary.

    Args:
        text: the tag as it is written into a caption.
        slot: key of the slot that it belongs to, None where that is not known.
        layer: the layer of that slot, from broad to specific.
        aliases: other spellings and other words that lead to this term.
        count: how often it is used in the list that it comes from; 0 where that is not known.
        group: name of the exclusive group; a caption holds one term of a group at most.
        seldom: it is completed when it is typed, but not offered to who has typed nothing of it.
        phrase: how it reads inside a sentence (`a girl` for `1girl`), None where that is as it is written.
        also: words that may mean it and are perhaps terms themselves (`bokeh` for `depth of field`): who types one in
            full is offered it too. They are no spellings of it, so it is not found by them.
    """

    text: str
    slot: str | None = None
    layer: str | None = None
    aliases: tuple[str, ...] = ()
    count: int = 0
    group: str | None = None
    seldom: bool = False
    phrase: str | None = None
    also: tuple[str, ...] = ()


class Vocabulary:
    """An ordered collection of terms, each text once; the first term with a text wins.

    Args:
        terms: the terms, the most trusted first.
    """

    def __init__(self, terms: Iterable[Term] = ()) -> None:
        by_text: dict[str, Term] = {}
        for term in terms:
            by_text.setdefault(term.text, term)
        self._by_text = by_text
        self._terms: tuple[Term, ...] = tuple(by_text.values())
        self._by_case: dict[str, Term] | None = None
        self._spellings: _Spellings | None = None

    @property
    def terms(self) -> Sequence[Term]:
        """All terms, in the order in which they were given."""
        return self._terms

    def __len__(self) -> int:
        return len(self._terms)

    def __iter__(self) -> Iterator[Term]:
        return iter(self._terms)

    def __contains__(self, text: object) -> bool:
        return text in self._by_text

    def get(self, text: str) -> Term | None:
        """Look a term up by its own text: as it is written first, else without regard to letter case."""
        found = self._by_text.get(text)
        if found is not None:
            return found
        if self._by_case is None:
            self._by_case = {}
            for term in self._terms:
                self._by_case.setdefault(term.text.casefold(), term)
        return self._by_case.get(text.casefold())

    def find(self, text: str) -> Term | None:
        r"""Look a term up by its text or an alias, whatever the case, `_`, hyphen or space, `\(` or `(`.

        Where that finds none, a template that the text fills (`purple jacket` for `{colour} jacket`), then the texts
        without small words (`hands behind her back`), then without the endings of plurals and verbs (`looks at
        viewer`), if these lead to one term only.

        Args:
            text: a tag as another tool may have written it.

        Returns:
            The term, or None. A term's own text goes before an alias of another term; a template comes filled in.
        """
        exact = self._by_text.get(text)
        if exact is not None:
            return exact
        if self._spellings is None:
            self._spellings = _Spellings(self._terms)
        return self._spellings.find(text)

    def merged(self, other: Vocabulary) -> Vocabulary:
        """Join two vocabularies.

        Where both have a term, whatever its spelling, this one's is kept; what it does not say (a count, aliases, a
        slot with its layer, a group) is filled in from the other.
        """
        own = {match_key(term.text): term for term in reversed(self._terms)}
        filled = dict(own)
        added: list[Term] = []
        for term in other.terms:
            key = match_key(term.text)
            if key in filled:
                filled[key] = _filled(filled[key], term)
            else:
                added.append(term)
        first = (filled[key] if own[key := match_key(term.text)] is term else term for term in self._terms)
        return Vocabulary([*first, *added])

    def groups(self) -> Mapping[str, tuple[str, ...]]:
        """Give the exclusive groups: name to the texts of its terms, in order. One name is one group over all slots."""
        found: dict[str, list[str]] = {}
        for term in self._terms:
            if term.group is not None:
                found.setdefault(term.group, []).append(term.text)
        return {name: tuple(texts) for name, texts in found.items()}


class _Spellings:
    """The terms under all keys that they are found by, the strict ones first."""

    def __init__(self, terms: Sequence[Term]) -> None:
        self._by_key: dict[str, Term] = {}
        for term in terms:
            self._by_key.setdefault(match_key(term.text), term)
        for term in terms:
            for alias in term.aliases:
                self._by_key.setdefault(match_key(alias), term)
        self._by_loose: dict[str, Term] = {}
        self._by_stem: dict[str, Term | None] = {}
        for key, term in self._by_key.items():
            loose = loose_key(key)
            self._by_loose.setdefault(loose, term)
            if stem := stem_key(loose):
                self._by_stem[stem] = term if self._by_stem.get(stem, term) is term else None
        self._templates = Templates(((term.text, term) for term in terms), fillings(terms))

    def find(self, text: str) -> Term | None:
        key = match_key(text)
        found = self._by_key.get(key)
        if found is not None:
            return found
        loose = loose_key(key)
        template = self._templates.find(key) or self._templates.find(loose)
        if template is not None:
            return replace(template, text=" ".join(text.replace("_", " ").split()), aliases=())
        return self._by_loose.get(loose) or self._by_stem.get(stem_key(loose))


def fillings(terms: Iterable[Term]) -> Mapping[str, frozenset[str]]:
    """Give what may stand in the gap of a template: name of a group to the keys of its terms and their aliases."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for term in terms:
        if term.group is not None:
            for text in (term.text, *term.aliases):
                found[term.group].update((match_key(text), loose_key(match_key(text))))
    return {name: frozenset(keys) for name, keys in found.items()}


def _filled(term: Term, other: Term) -> Term:
    """Give a term with what it leaves open taken from another one."""
    slot, layer = (term.slot, term.layer) if term.slot else (other.slot, other.layer)
    return replace(
        term,
        slot=slot,
        layer=layer,
        aliases=term.aliases or other.aliases,
        count=term.count or other.count,
        group=term.group or other.group,
        phrase=term.phrase or other.phrase,
        also=term.also or other.also,
    )


def parse_vocabulary(data: Mapping[str, object], *, source: str) -> list[Term]:
    """Read the parsed TOML of a vocabulary file.

    Two shapes are read: one slot's file (`slot` at the top, perhaps `seldom`, a list of terms, then `[layers]`,
    `[aliases]`, `[also]`, `[groups]` and `[phrases]`) and a project's file, which has the same under the key of each
    slot (`[action.layers]`).

    Args:
        data: the parsed TOML.
        source: name of the file, for messages.

    Returns:
        The terms in the order of the file; a term named twice in one slot keeps its first layer.

    Raises:
        VocabularyError: a key or a value has another shape than these.
    """
    if "slot" in data and not isinstance(data["slot"], Mapping):
        slot = data["slot"]
        if not isinstance(slot, str) or not slot.strip():
            raise VocabularyError(f'{source}: `slot` must be the key of a slot in quotes, for example slot = "action"')
        tables = {key: value for key, value in data.items() if key != "slot"}
        return _SlotReader(slot, source, "").read(tables)
    terms: list[Term] = []
    for slot, tables_of_slot in data.items():
        if slot in _TABLES and not _looks_like_slot(tables_of_slot):
            raise VocabularyError(
                f'{source}: `[{slot}]` belongs to no slot; add a line slot = "..." at the top, or write [action.{slot}]'
            )
        if not isinstance(tables_of_slot, Mapping):
            raise VocabularyError(f"{source}: `{slot}` must be a table such as [{slot}.layers]")
        terms.extend(_SlotReader(slot, source, f"{slot}.").read(tables_of_slot))
    return terms


def _looks_like_slot(value: object) -> bool:
    """Tell whether a table holds the tables of a slot, so that a slot may even be called `layers`."""
    return isinstance(value, Mapping) and any(isinstance(value.get(key), Mapping) for key in _TABLES)


class _SlotReader:
    """Reads the tables of one slot."""

    def __init__(self, slot: str, source: str, prefix: str) -> None:
        self._slot = slot
        self._source = source
        self._prefix = prefix
        self._terms: dict[str, Term] = {}

    def read(self, tables: Mapping[str, object]) -> list[Term]:
        """Read `layers`, then what the other tables add to those terms."""
        for key in tables:
            if key not in _TABLES:
                raise self._error(key, "is not known here; known are layers, aliases, also, groups, phrases and seldom")
        for layer, texts in self._lists(tables, "layers"):
            for text in texts:
                self._terms.setdefault(text, Term(text, self._slot, layer))
        for text, aliases in self._lists(tables, "aliases"):
            self._check_text(text, "aliases")
            self._change(text, aliases=tuple(dict.fromkeys(a for a in aliases if a != text)))
        for text, words in self._lists(tables, "also"):
            self._check_text(text, "also")
            self._change(text, also=tuple(dict.fromkeys(words)))
        for group, texts in self._lists(tables, "groups"):
            self._add_group(group, texts)
        for text, phrase in self._phrases(tables.get("phrases", {})):
            self._change(text, phrase=phrase)
        for text in self._texts("seldom", tables.get("seldom", [])):
            self._change(text, seldom=True)
        return list(self._terms.values())

    def _change(self, text: str, **changes: Any) -> None:
        self._terms[text] = replace(self._terms.get(text, Term(text, self._slot)), **changes)

    def _phrases(self, table: object) -> Iterator[tuple[str, str]]:
        if not isinstance(table, Mapping):
            raise self._error(
                "phrases", f'must be a table: [{self._prefix}phrases], then lines such as "1girl" = "a girl"'
            )
        for key, phrase in table.items():
            where = f'phrases."{key}"'
            self._check_text(key, "phrases")
            if not isinstance(phrase, str):
                raise self._error(where, 'must be a text in quotes, for example "a girl"')
            self._check_line(phrase, where)
            yield str(key), phrase

    def _add_group(self, group: str, texts: list[str]) -> None:
        for text in texts:
            term = self._terms.get(text, Term(text, self._slot))
            if term.group not in (None, group):
                what = f'holds "{text}", which is in "{term.group}" already: keep it in one group'
                raise self._error(f'groups."{group}"', what)
            self._change(text, group=group)

    def _lists(self, tables: Mapping[str, object], name: str) -> Iterator[tuple[str, list[str]]]:
        table = tables.get(name, {})
        if not isinstance(table, Mapping):
            raise self._error(name, f'must be a table: [{self._prefix}{name}], then lines such as "name" = ["a", "b"]')
        for key, value in table.items():
            yield str(key), self._texts(f'{name}."{key}"', value)

    def _texts(self, where: str, value: object) -> list[str]:
        if not isinstance(value, list):
            raise self._error(where, 'must be a list of texts, for example ["standing", "sitting"]')
        for text in value:
            self._check_text(text, where)
        return [str(text) for text in value]

    def _check_text(self, text: object, where: str) -> None:
        if not isinstance(text, str):
            raise self._error(where, f"holds {text!r}: put every text in quotes")
        self._check_line(text, where)
        if "," in text and not text.endswith(SENTENCE_ENDS) and not where.startswith(('aliases."', 'also."')):
            what = f'holds "{text}": a tag has no comma; write it as two, or end a sentence with a full stop'
            raise self._error(where, what)

    def _check_line(self, text: str, where: str) -> None:
        if not text.strip() or text != text.strip():
            raise self._error(where, f'holds "{text}": a text is not empty and has no space at its ends')
        if len(text.splitlines()) > 1:
            raise self._error(where, f"holds {text!r}: a text is one line")

    def _error(self, key: str, what: str) -> VocabularyError:
        return VocabularyError(f"{self._source}: `{self._prefix}{key}` {what}")
