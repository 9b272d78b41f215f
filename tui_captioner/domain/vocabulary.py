"""The vocabulary: the terms that may be completed, and how one is found again however it is spelled."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from tui_captioner.domain.errors import CaptionerError

_TABLES = ("layers", "aliases", "groups")
_SENTENCE_ENDS = (".", "!", "?")
_ESCAPED_BRACKET = re.compile(r"\\([()\[\]{}])")


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
    """

    text: str
    slot: str | None = None
    layer: str | None = None
    aliases: tuple[str, ...] = ()
    count: int = 0
    group: str | None = None


def match_key(text: str) -> str:
    r"""Give the form under which two spellings of one tag are equal.

    Letter case, `_` against space, repeated spaces, the backslash before a bracket (as the web user interfaces for
    Stable Diffusion write it) and composed against decomposed letters make no difference.
    """
    plain = _ESCAPED_BRACKET.sub(r"\1", text).replace("_", " ")
    folded = plain.casefold() if plain.isascii() else unicodedata.normalize("NFC", plain).casefold()
    return " ".join(folded.split()) or text.strip().casefold()


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
        self._by_key: dict[str, Term] | None = None

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
        r"""Look a term up by its text or an alias, whatever the case, `_` or space, `\(` or `(`.

        Args:
            text: a tag as another tool may have written it.

        Returns:
            The term, or None. A term's own text goes before an alias of another term.
        """
        exact = self._by_text.get(text)
        if exact is not None:
            return exact
        if self._by_key is None:
            self._by_key = self._index_keys()
        return self._by_key.get(match_key(text))

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

    def _index_keys(self) -> dict[str, Term]:
        keys: dict[str, Term] = {}
        for term in self._terms:
            keys.setdefault(match_key(term.text), term)
        for term in self._terms:
            for alias in term.aliases:
                keys.setdefault(match_key(alias), term)
        return keys


def _filled(term: Term, other: Term) -> Term:
    """Give a term with what it leaves open taken from another one."""
    slot, layer = (term.slot, term.layer) if term.slot else (other.slot, other.layer)
    return Term(
        term.text, slot, layer, term.aliases or other.aliases, term.count or other.count, term.group or other.group
    )


def parse_vocabulary(data: Mapping[str, object], *, source: str) -> list[Term]:
    """Read the parsed TOML of a vocabulary file.

    Two shapes are read: one slot's file (`slot` at the top, then `[layers]`, `[aliases]` and `[groups]`) and a
    project's file, which has the same tables under the key of each slot (`[action.layers]`).

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
    """Reads the three tables of one slot."""

    def __init__(self, slot: str, source: str, prefix: str) -> None:
        self._slot = slot
        self._source = source
        self._prefix = prefix
        self._terms: dict[str, Term] = {}

    def read(self, tables: Mapping[str, object]) -> list[Term]:
        """Read `layers`, then what `aliases` and `groups` add to those terms."""
        for key in tables:
            if key not in _TABLES:
                raise self._error(key, "is not known here; the tables are layers, aliases and groups")
        for layer, texts in self._lists(tables, "layers"):
            for text in texts:
                self._terms.setdefault(text, Term(text, self._slot, layer))
        for text, aliases in self._lists(tables, "aliases"):
            self._check_text(text, "aliases")
            term = self._terms.get(text, Term(text, self._slot))
            self._terms[text] = replace(term, aliases=tuple(dict.fromkeys(a for a in aliases if a != text)))
        for group, texts in self._lists(tables, "groups"):
            self._add_group(group, texts)
        return list(self._terms.values())

    def _add_group(self, group: str, texts: list[str]) -> None:
        for text in texts:
            term = self._terms.get(text, Term(text, self._slot))
            if term.group not in (None, group):
                what = f'holds "{text}", which is in "{term.group}" already: keep it in one group'
                raise self._error(f'groups."{group}"', what)
            self._terms[text] = replace(term, group=group)

    def _lists(self, tables: Mapping[str, object], name: str) -> Iterator[tuple[str, list[str]]]:
        table = tables.get(name, {})
        if not isinstance(table, Mapping):
            raise self._error(name, f'must be a table: [{self._prefix}{name}], then lines such as "name" = ["a", "b"]')
        for key, value in table.items():
            if not isinstance(value, list):
                raise self._error(f'{name}."{key}"', 'must be a list of texts, for example ["standing", "sitting"]')
            for text in value:
                self._check_text(text, f'{name}."{key}"')
            yield str(key), [str(text) for text in value]

    def _check_text(self, text: object, where: str) -> None:
        if not isinstance(text, str):
            raise self._error(where, f"holds {text!r}: put every text in quotes")
        if not text.strip() or text != text.strip():
            raise self._error(where, f'holds "{text}": a text is not empty and has no space at its ends')
        if len(text.splitlines()) > 1:
            raise self._error(where, f"holds {text!r}: a text is one line")
        if "," in text and not text.endswith(_SENTENCE_ENDS) and not where.startswith('aliases."'):
            what = f'holds "{text}": a tag has no comma; write it as two, or end a sentence with a full stop'
            raise self._error(where, what)

    def _error(self, key: str, what: str) -> VocabularyError:
        return VocabularyError(f"{self._source}: `{self._prefix}{key}` {what}")
