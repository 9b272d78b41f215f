"""The shipped vocabulary keeps its rules, and the rules bite."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from tui_captioner.domain.spelling import plain_key
from tui_captioner.domain.vocabulary import Vocabulary, match_key, parse_vocabulary

FOLDER = Path(__file__).parents[2] / "vocab"

LAYERS: Mapping[str, tuple[str, ...]] = {
    "type": ("medium", "of a", "kind", "perspective"),
    "action": ("pose and movement", "gesture", "gaze and expression"),
    "subject": ("hair and face", "clothing", "accessories", "build or material"),
    "details": ("light", "effects", "other"),
    "background": ("place", "things in it", "specifics of those things"),
    "associations": ("mood and feeling",),
}
KEYS = ("slot", "layers", "aliases", "groups")
MARKS = ("also", "seldom", "phrases")
LONGEST = 60
# Longer than that, but written so in the guides (`seeds/002...txt`, "Notable Details").
LONGER_IN_THE_GUIDES = frozenset({"yellow and blue striped umbrella partially open in foreground"})
LEAST_TERMS = 1_500
LEAST_TERMS_PER_SLOT = 100
LEAST_ALIASES = 500
# Words that are written with a capital inside a term.
PROPER_NOUNS = frozenset({"Rembrandt", "Milky", "Way"})
# The only texts with an underscore: faces, never words.
EMOTICON = re.compile(r"[^\w\s]_[^\w\s]|([a-z0-9])_\1")


@dataclass(frozen=True)
class VocabFile:
    """One file of the vocabulary, as it was read: nothing dropped, nothing put right."""

    stem: str
    data: Mapping[str, object]

    def table(self, name: str) -> dict[str, list[str]]:
        table = self.data.get(name, {})
        assert isinstance(table, dict), f"{self.stem}.toml: [{name}] is not a table"
        return table

    @property
    def layers(self) -> dict[str, list[str]]:
        return self.table("layers")

    @property
    def aliases(self) -> dict[str, list[str]]:
        return self.table("aliases")

    @property
    def groups(self) -> dict[str, list[str]]:
        return self.table("groups")

    def terms(self) -> Iterator[tuple[str, str]]:
        """Give every term with its layer, as often as it is written."""
        for layer, texts in self.layers.items():
            for text in texts:
                yield text, layer


def load(stem: str) -> VocabFile:
    with (FOLDER / f"{stem}.toml").open("rb") as file:
        return VocabFile(stem, tomllib.load(file))


def all_files() -> list[VocabFile]:
    return [load(stem) for stem in LAYERS]


# --- the rules: each gives what is wrong, in words, and nothing where all is well


def wrong_text(text: str) -> list[str]:
    """Tell what is wrong with a term or an alias as a piece of text."""
    found = []
    if not text or text != text.strip() or "  " in text:
        found.append("is empty or has a leading, trailing or double space")
    if "," in text:
        found.append("holds a comma: write two terms")
    if any(unicodedata.category(char)[0] == "C" or unicodedata.category(char) in {"Zl", "Zp"} for char in text):
        found.append("holds a line break or another control character")
    if "_" in text and not EMOTICON.fullmatch(text):
        found.append("holds an underscore: write a space")
    if len(text) > LONGEST and text not in LONGER_IN_THE_GUIDES:
        found.append(f"has {len(text)} characters: {LONGEST} is the limit")
    words = re.findall(r"[^\W\d_]+", text)
    if any(word != word.lower() and word not in PROPER_NOUNS for word in words):
        found.append("has a capital: write it in lower case, or allow the proper noun in the test")
    return [f'"{text}" {what}' for what in found]


def wrong_texts(file: VocabFile) -> list[str]:
    texts = [text for text, _ in file.terms()]
    texts += [alias for aliases in file.aliases.values() for alias in aliases]
    return [wrong for text in texts for wrong in wrong_text(text)]


def wrong_shape(file: VocabFile) -> list[str]:
    found = [f"`{key}` is not known: only {', '.join(KEYS)}" for key in file.data if key not in KEYS + MARKS]
    found += [f"`{key}` is missing" for key in KEYS if key not in file.data]
    if file.data.get("slot") != file.stem:
        found.append(f"slot is {file.data.get('slot')!r}, the file is called {file.stem}.toml")
    if tuple(file.layers) != LAYERS[file.stem]:
        found.append(f"layers are {tuple(file.layers)}, they must be {LAYERS[file.stem]}")
    return found


def wrong_references(file: VocabFile) -> list[str]:
    """Aliases and groups speak of the file's own terms only, and a term is in one group at most."""
    texts = {text for text, _ in file.terms()}
    found = [f'[aliases] "{key}" is no term of this file' for key in file.aliases if key not in texts]
    found += [f'[aliases] "{key}" has none' for key, aliases in file.aliases.items() if not aliases]
    for name, members in file.groups.items():
        found += [f'[groups] "{name}": "{text}" is no term of this file' for text in members if text not in texts]
        if len(members) < 2:
            found.append(f'[groups] "{name}" has fewer than two terms')
    uses = Counter(text for members in file.groups.values() for text in members)
    found += [f'[groups] "{text}" is in {count} places: one is the most' for text, count in uses.items() if count > 1]
    return found


def wrong_across(files: list[VocabFile]) -> list[str]:
    """A text leads to one term, whatever the case and the file."""
    found: list[str] = []
    home: dict[str, str] = {}
    for file in files:
        for text, layer in file.terms():
            where = f"{file.stem} > {layer}"
            other = home.setdefault(match_key(text), where)
            if other is not where:
                found.append(f'"{text}" stands in {where} and in {other}')
    owner: dict[str, str] = {}
    for file in files:
        for text, aliases in file.aliases.items():
            for alias in aliases:
                key = match_key(alias)
                if key in home and key != match_key(text):
                    found.append(f'alias "{alias}" of "{text}" ({file.stem}) is a term itself, in {home[key]}')
                if owner.setdefault(key, text) != text:
                    found.append(f'alias "{alias}" belongs to "{owner[key]}" and to "{text}" ({file.stem})')
            # Other spellings of one term (`close-up`) are told apart by more than a key would tell.
            spelled = Counter(plain_key(spelling) for spelling in (text, *aliases))
            found += [f'"{text}" ({file.stem}) has "{key}" twice' for key, count in spelled.items() if count > 1]
    names = Counter(name for file in files for name in file.groups)
    found += [f'group "{name}" is in {count} files: a name is one group' for name, count in names.items() if count > 1]
    return found


def listing(wrongs: list[str]) -> str:
    return "\n".join(["", *wrongs])


# --- the shipped files


def test_there_is_one_file_for_each_slot() -> None:
    assert sorted(path.name for path in FOLDER.glob("*.toml")) == sorted(f"{stem}.toml" for stem in LAYERS)


@pytest.mark.parametrize("stem", LAYERS)
@pytest.mark.parametrize("rule", [wrong_shape, wrong_texts, wrong_references], ids=lambda rule: rule.__name__)
def test_a_file_keeps_the_rules(stem: str, rule: Callable[[VocabFile], list[str]]) -> None:
    wrongs = rule(load(stem))
    assert not wrongs, f"{stem}.toml:{listing(wrongs)}"


def test_every_text_leads_to_one_term_only() -> None:
    wrongs = wrong_across(all_files())
    assert not wrongs, listing(wrongs)


@pytest.mark.parametrize("stem", LAYERS)
def test_a_slot_has_enough_terms(stem: str) -> None:
    assert len(list(load(stem).terms())) >= LEAST_TERMS_PER_SLOT


@pytest.mark.parametrize("stem", LAYERS)
def test_no_layer_is_empty_and_no_line_is_long(stem: str) -> None:
    assert all(load(stem).layers.values())
    lines = (FOLDER / f"{stem}.toml").read_text(encoding="utf-8").splitlines()
    assert [number for number, line in enumerate(lines, 1) if len(line) > 120] == []


def test_there_are_enough_terms_and_aliases() -> None:
    files = all_files()
    assert sum(len(list(file.terms())) for file in files) >= LEAST_TERMS
    assert sum(len(aliases) for file in files for aliases in file.aliases.values()) >= LEAST_ALIASES


@pytest.mark.parametrize("group", ["camera angle", "framing", "medium"])
def test_the_groups_that_checks_rely_on_are_there(group: str) -> None:
    assert group in load("type").groups


@pytest.mark.parametrize("stem", LAYERS)
def test_the_program_reads_the_file_as_it_stands(stem: str) -> None:
    file = load(stem)
    read = parse_vocabulary(file.data, source=f"{stem}.toml")
    assert [(term.text, term.layer) for term in read] == list(file.terms())
    assert {term.slot for term in read} == {stem}


# --- what the guides write is in it


@pytest.fixture(scope="module")
def shipped() -> Vocabulary:
    return Vocabulary(term for file in all_files() for term in parse_vocabulary(file.data, source=f"{file.stem}.toml"))


GUIDES = {
    "type": """
        photograph, illustration, drawing, portrait, render, anime; woman, man, mountain, fantasy scene,
        cityscape; full body, close up, cowboy shot, cropped, filtered, black and white, landscape, 80s style;
        from above, from below, from front, from behind, from side, forced perspective, tilt-shifted, depth of
        field; of a young woman, full body shot, medium shot, wide shot, three quarter view, straight on, side
        view""",
    "action": """
        standing, sitting, leaning, arms above head, walking, running, jumping, one arm up, one leg out,
        elbows bent, posing, kneeling, stretching, arms in front, knee bent, lying down, looking away, looking
        up, looking at viewer; wilting, growing, blooming, decaying, blossoming; contrapposto, plantar
        flexion, legs raised in air, raised legs; smiling, head tilt, holding a phone, eyes closed; arms
        crossed, relaxed expression, thoughtful expression""",
    "subject": """
        white hat, blue shirt, silver necklace, sunglasses, pink shoes, blonde hair, silver bracelet, green
        jacket, large backpack; pink petals, green leaves, tall, straight, thorny, round leaves; short brown
        hair, pale pink dress with dark edges, stuffed animal in lap, brown slippers""",
    "details": """
        yellow and blue striped umbrella partially open in foreground, he is holding a cellphone to his ear,
        sunlight through windows as lighting source, warm afternoon lighting, soft shadows, motion blur""",
    "background": """
        Outdoors, beach, sand, water, shore, sunset, Small waves, ships out at sea, sandcastle, towels, the
        ships are red and white, the sandcastle has a moat around it, the towels are red with yellow stripes;
        simple background, white background, forest, trees; brown couch, red patterned fabric on couch, wooden
        floor, white water-stained paint on walls, refrigerator in background, coffee machine sitting on a
        countertop, table in front of couch, bananas and coffee pot on table, white board on wall, clock on
        wall, stuffed animal chicken on floor""",
    "associations": "happy, sad, joyous, hopeful, lonely, sombre, dreary environment, sarcastic",
}


@pytest.mark.parametrize(
    ("slot", "tag"),
    [(slot, " ".join(tag.split())) for slot, tags in GUIDES.items() for tag in re.split("[,;]", tags)],
)
def test_an_example_of_the_guides_is_known_in_its_slot(shipped: Vocabulary, slot: str, tag: str) -> None:
    term = shipped.find(tag)
    assert term is not None, f'"{tag}" is in no file'
    assert term.slot == slot


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("weight on one leg", "contrapposto"),
        ("ballerina foot", "plantar flexion"),
        ("closed_eyes", "eyes closed"),
        ("crossed_arms", "arms crossed"),
        ("full body", "full body shot"),
        ("gray hair", "grey hair"),
        ("photo", "photograph"),
        ("Woman", "of a woman"),
        ("^_^", "^_^"),
    ],
)
def test_plain_words_and_booru_names_lead_to_the_term(shipped: Vocabulary, said: str, meant: str) -> None:
    term = shipped.find(said)
    assert term is not None
    assert term.text == meant


def test_the_worked_example_breaks_no_exclusive_group(shipped: Vocabulary) -> None:
    tags = "anime, drawing, of a young woman, full body shot, from side, sitting, looking at viewer, smiling, head tilt"
    terms = [shipped.find(tag) for tag in tags.split(", ")]
    groups = Counter(term.group for term in terms if term is not None and term.group is not None)
    assert [name for name, count in groups.items() if count > 1] == []


# --- the rules bite


def action(**changes: object) -> VocabFile:
    data: dict[str, object] = {
        "slot": "action",
        "layers": {"pose and movement": ["standing", "sitting"], "gesture": ["waving"], "gaze and expression": ["^_^"]},
        "aliases": {"standing": ["upright"]},
        "groups": {"pose": ["standing", "sitting"]},
    }
    return VocabFile("action", {**data, **changes})


def test_a_good_file_has_nothing_wrong() -> None:
    file = action()
    assert wrong_shape(file) + wrong_texts(file) + wrong_references(file) + wrong_across([file]) == []


@pytest.mark.parametrize(
    "text",
    [
        "", " a", "a ", "a  b", "a, b", "a\nb", "a\tb", "a\u2028b", "a\x00", "\u200bsitting", "closed_eyes", "a_b", "_",
        "x" * 61, "Standing", "the Eiffel tower",
    ],
)  # fmt: skip
def test_a_bad_text_is_told(text: str) -> None:
    assert wrong_text(text)


@pytest.mark.parametrize("text", ["x" * 60, "Rembrandt lighting", "^_^", "o_o", "t-shirt", "6+girls", "new year's eve"])
def test_a_good_text_passes(text: str) -> None:
    assert wrong_text(text) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"slot": "subject"},
        {"colour": "red"},
        {"layers": {"gesture": ["waving"], "pose and movement": ["standing"], "gaze and expression": []}},
        {"layers": {"pose and movement": ["standing"]}},
    ],
)
def test_a_bad_shape_is_told(changes: dict[str, object]) -> None:
    assert wrong_shape(action(**changes))


@pytest.mark.parametrize(
    "changes",
    [
        {"aliases": {"flying": ["in the air"]}},
        {"aliases": {"standing": []}},
        {"groups": {"pose": ["standing", "flying"]}},
        {"groups": {"pose": ["standing"]}},
        {"groups": {"pose": ["standing", "sitting"], "more": ["waving", "sitting"]}},
    ],
)
def test_a_bad_reference_is_told(changes: dict[str, object]) -> None:
    assert wrong_references(action(**changes))


@pytest.mark.parametrize(
    "other",
    [
        {"layers": {"light": ["Standing"]}},
        {"layers": {"light": ["glow", "glow"]}},
        {"layers": {"light": ["upright"]}},
        {"layers": {"light": ["glow"]}, "aliases": {"glow": ["sitting"]}},
        {"layers": {"light": ["glow"]}, "aliases": {"glow": ["Upright"]}},
        {"layers": {"light": ["glow", "shine"]}, "groups": {"pose": ["glow", "shine"]}},
    ],
)
def test_a_text_with_two_homes_is_told(other: dict[str, object]) -> None:
    assert wrong_across([action(), VocabFile("details", other)])
