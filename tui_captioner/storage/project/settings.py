"""The project's settings, `project.toml`: made to be edited by hand, so what we write keeps comments and order."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from tui_captioner.domain.caption import OutputRules
from tui_captioner.domain.caption_prose import INSTEAD, PLACES
from tui_captioner.domain.checks.settings import CheckSettings
from tui_captioner.domain.dialects import SUFFIXES
from tui_captioner.domain.errors import CaptionerError
from tui_captioner.domain.nearest import did_you_mean
from tui_captioner.domain.profiles.profile import PLAIN, Part, Profile
from tui_captioner.domain.profiles.reading import find_profile, parts_from, profiles_from_settings, shipped_profiles
from tui_captioner.domain.structure import DEFAULT_STRUCTURE, Structure, structure_from_settings
from tui_captioner.domain.templating.names import TAGS, check_name
from tui_captioner.domain.text import visible
from tui_captioner.domain.tokens import limits_of
from tui_captioner.domain.typed_text import clean_text
from tui_captioner.storage.files.file_names import check_line, check_path, check_separator, check_suffix
from tui_captioner.storage.files.own_files import MOST, check_own_file, write_own
from tui_captioner.storage.files.regular_files import read_regular
from tui_captioner.storage.files.toml_text import parse_toml
from tui_captioner.storage.project.draft_settings import DraftSettings, read_draft_settings
from tui_captioner.storage.project.settings_names import PROJECT, unknown_settings

if TYPE_CHECKING:
    from tui_captioner.domain.templating.template import Template

CAPTION_A_LINE, ONE_CAPTION = "captions", "one"
LINES = (CAPTION_A_LINE, ONE_CAPTION)
"""What `[input] lines` may say: each line of a sidecar is a caption of its own, or all are parts of one."""

_NEW_FILE = """\
# Settings of this dataset. Edit by hand as you like; comments stay.
# profile = "character"             # what kind of LoRA: plain, character, style, motion, object
# trigger = "annika"                # the word the training attaches the concept to
globals = []                        # in every caption, in this order
# [input]
# suffixes = [".tags"]              # more suffixes of caption files, read before .txt, .caption and .cap
# lines = "captions"                # sidecars of several lines: captions (each line is one) or one (all are one)
# follow_links = true               # write through caption files that are links to other files of the dataset
# [output]
# extension = ".txt"                # suffix of new sidecars
# separator = ", "
# head_separator = "|||"            # after the globals: kohya's keep_tokens_separator
# globals_at = "start"              # start, end, or the key of the slot they follow
# write = ["background"]            # slots, or slot/layer, written though the profile leaves them out; or "all"
# dialects = ["prose", "ideogram4"] # kept beside each sidecar: .prose.txt, .ideogram.json, .flux2.json, .fibo.json
# order = "slots"                   # or "file": what was read keeps its order when it is edited
# template = "sentence"             # captions are written as sentences; see tui-captioner template
# template_place = "instead"        # instead of the tags, before them or after them
# [tokens]
# model = "sdxl"                    # whose limits count: sd, sdxl, sd3, flux-dev, wan, qwen-image and others
# max_tokens = 150                  # kohya's max_token_length: 75, 150 or 225
# tokenizers = ["tokenizer.json"]   # files for exact counts, such as T5's
# [templates]                       # for show and export --template: sentences made of the tags
# mine = "{globals}[, {type.kind|a}][, {action|and} {background|place}]"
# [checks]
# off = ["too-few-tags"]            # rules that are not asked; tui-captioner check --rules lists all
# [checks.too-many-tags]
# most = 24
# severity = "info"                 # error, warning or info
# [draft]
# prompt = "rules.txt"              # your own rules for a model, in place of the profile's; see tui-captioner prompt
# url = "http://127.0.0.1:11434"    # the server that tui-captioner draft asks; a key stays in the environment
# model = "qwen2.5vl:7b"            # and the model there
# tagger = "~/models/wd-vit-v3"     # a folder with a tagger's model.onnx and its list of tags, for draft --tagger
# thresholds = { general = 0.35, character = 0.85 }   # its scores from which on tags are proposed
"""


class SettingsError(CaptionerError):
    """A settings file that can't be used; names the file, the field and what it should be."""


class TokenSettings(NamedTuple):
    """Whose limits the captions have to keep to.

    Args:
        model: One of `domain.tokens.MODELS`.
        max_tokens: kohya's `max_token_length`, 0 for what the model has.
        tokenizers: `tokenizer.json` files for exact counts, relative to the dataset.
        is_chosen: Whether the project names its model; else it is the first of them.
    """

    model: str = "sd"
    max_tokens: int = 0
    tokenizers: tuple[Path, ...] = ()
    is_chosen: bool = False

    @property
    def names_limit(self) -> bool:
        """Whether the project names a model or a limit, so that the limit is more than likely."""
        return self.is_chosen or self.max_tokens > 0


@dataclass(frozen=True, slots=True)
class ProjectSettings:
    """What `project.toml` says; everything has a default.

    Args:
        profile: Name of the kind of LoRA; see `kind`.
        trigger: The trigger word.
        globals: Texts that stand in every caption, in order.
        structure: The slots.
        output: How captions are written.
        extension: Suffix of new sidecars; empty: what the dataset uses already.
        suffixes: Suffixes of sidecars that are read before the usual ones, in lower case.
        lines: What the lines of a sidecar are: `captions` (each one of its own) or `one` (parts of one caption); empty
            where that was not decided.
        tokens: Whose limits the captions have to keep to.
        profiles: All profiles by name, the project's own among them.
        written: Slots and layers that are written though the profile leaves them out.
        templates: The project's own templates by name.
        template: Name of the template that captions are written by; empty for tags.
        template_place: Where its sentences stand: one of `domain.caption_prose.PLACES`.
        dialects: In which other dialects captions are kept, a file each beside the sidecar.
        prompt: File of the dataset with the user's own rules for a model; None where none is named.
        draft: Which model is asked for drafts.
        follow_links: Whether a caption file that is a link to another file of the dataset may be written through it.
        checks: Which rules are on, and how they are tuned.
        unknown: What to say of names in the file that are not known.
    """

    profile: str = PLAIN
    trigger: str = ""
    globals: tuple[str, ...] = ()
    structure: Structure = DEFAULT_STRUCTURE
    output: OutputRules = field(default_factory=OutputRules)
    extension: str = ""
    suffixes: tuple[str, ...] = ()
    lines: str = ""
    tokens: TokenSettings = field(default_factory=TokenSettings)
    follow_links: bool = False
    checks: CheckSettings = field(default_factory=CheckSettings)
    unknown: tuple[str, ...] = ()
    profiles: Mapping[str, Profile] = field(default_factory=shipped_profiles)
    written: tuple[Part, ...] = ()
    templates: Mapping[str, Template] = field(default_factory=dict)
    template: str = ""
    template_place: str = INSTEAD
    dialects: tuple[str, ...] = ()
    prompt: Path | None = None
    draft: DraftSettings = field(default_factory=DraftSettings)

    @property
    def kind(self) -> Profile:
        """What kind of LoRA it is."""
        return self.profiles[self.profile]


def read_toml(path: Path, *, own: bool = False) -> dict[str, Any]:
    """The tables of a TOML file, none if it does not exist.

    Args:
        path: The file.
        own: Whether it lies in a dataset's `.tui-captioner/`, where links are not followed.

    Raises:
        SettingsError: If it can't be read or is no TOML, with the place.
        CaptionerError: If it is no regular file, or far too large.
    """
    try:
        if own:
            check_own_file(path)
        return parse_toml(read_regular(path, MOST).decode("utf-8"))
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise SettingsError(f"{path} can't be read: {error.strerror}", "Check its permissions") from error
    except ValueError as error:
        raise SettingsError(f"{path} is not valid TOML: {error}", "Mend the file; nothing was changed") from error


def load_settings(path: Path) -> ProjectSettings:
    """Read `project.toml`; defaults where the file or a field is missing.

    Raises:
        SettingsError: If the file is no TOML or a field has a wrong type or value.
    """
    return settings_of(read_toml(path, own=True), path)


def settings_of(data: Mapping[str, Any], path: Path) -> ProjectSettings:
    """The settings in the tables of `project.toml`; `path` is named in what is raised. See `load_settings`."""
    try:
        structure = _structure(data["structure"]) if "structure" in data else None
        output = _table(data.get("output", {}), "output")
        inputs = _table(data.get("input", {}), "input")
        slots = structure or DEFAULT_STRUCTURE
        profiles = profiles_from_settings(_table(data.get("profiles", {}), "profiles"), slots)
        templates = _templates(_table(data.get("templates", {}), "templates"), slots)
        profile = find_profile(check_line(_text(data, "profile", PLAIN), "profile"), profiles)
        return ProjectSettings(
            profile=profile.name,
            trigger=check_line(_text(data, "trigger", ""), "trigger"),
            globals=_globals(data.get("globals", [])),
            structure=slots,
            output=_output(output, slots, profile.globals_at or "start"),
            extension=_extension(_text(output, "extension", "")),
            suffixes=_suffixes(inputs.get("suffixes", [])),
            lines=_lines(inputs),
            tokens=_tokens(_table(data.get("tokens", {}), "tokens")),
            follow_links=_flag(inputs, "follow_links"),
            profiles=profiles,
            written=parts_from(output.get("write", []), "'write'", slots, all_=True),
            templates=templates,
            template=_template(output, templates),
            template_place=_template_place(output),
            dialects=_dialects(output, inputs),
            prompt=_prompt(_table(data.get("draft", {}), "draft")),
            draft=read_draft_settings(_table(data.get("draft", {}), "draft")),
            checks=_checks(_table(data.get("checks", {}), "checks")),
            unknown=tuple(unknown_settings(data, PROJECT, path.name)),
        )
    except ValueError as error:
        raise SettingsError(f"{path}: {error}", "Mend the file; nothing was changed") from error


def _table(value: object, name: str) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise ValueError(f"[{name}] must be a table")
    return value


def _list_of_tables(value: object) -> Sequence[Mapping[str, object]]:
    if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
        raise ValueError("the structure must be written as [[structure]] tables")
    return value


def _structure(value: object) -> Structure:
    structure = structure_from_settings(_list_of_tables(value))
    for slot in structure.slots:
        for text in (slot.key, slot.title, slot.hint, *slot.layers):
            check_line(text, f"structure, {visible(slot.key)}")
        if not slot.title.strip():
            raise ValueError(f"structure, {slot.key}: 'title' must not be blank")
    return structure


def _text(data: Mapping[str, object], key: str, default: str) -> str:
    value = data.get(key, default)
    if not isinstance(value, str):
        raise ValueError(f"{key!r} must be text, not {value!r}")
    return value


def _flag(data: Mapping[str, object], key: str) -> bool:
    value = data.get(key, False)
    if not isinstance(value, bool):
        raise ValueError(f"{key!r} must be true or false, not {value!r}")
    return value


def _globals(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise ValueError("'globals' must be a list of texts")
    return tuple(dict.fromkeys(text for text in map(clean_text, value) if text))


def _output(table: Mapping[str, object], structure: Structure, globals_at: str) -> OutputRules:
    place = _text(table, "globals_at", globals_at)
    if place not in ("start", "end", *structure.own_keys):
        raise ValueError(f"'globals_at' must be start, end or one of {', '.join(structure.own_keys)}, not {place!r}")
    separator = check_separator(_text(table, "separator", ", "), "separator")
    head = check_line(_text(table, "head_separator", ""), "head_separator")
    if head and head.strip() in ("", separator.strip()):
        raise ValueError("'head_separator' must hold a mark, and another than 'separator'")
    order = _text(table, "order", "slots")
    if order not in ("slots", "file"):
        raise ValueError(f"'order' must be slots or file, not {order!r}")
    return OutputRules(separator, head, place, order)


def _dialects(output: Mapping[str, object], inputs: Mapping[str, object]) -> tuple[str, ...]:
    names = output.get("dialects", [])
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise ValueError(f"'dialects' must be a list of {', '.join(SUFFIXES)}")
    taken = (_text(output, "extension", ""), *_suffixes(inputs.get("suffixes", [])))
    for name in names:
        if name not in SUFFIXES:
            raise ValueError(f"'dialects' has no {name[:80]!r}. {did_you_mean(name, SUFFIXES)}")
        if SUFFIXES[name] in taken:
            raise ValueError(f"'dialects': {name} is written as {SUFFIXES[name]}, which captions have already")
    return tuple(dict.fromkeys(names))


def _checks(table: Mapping[str, object]) -> CheckSettings:
    if not table:
        return CheckSettings()
    # Here, not above: that knows all rules, and few tune some.
    from tui_captioner.domain.checks.settings_reading import read_checks

    return read_checks(table)


def _templates(tables: Mapping[str, object], structure: Structure) -> Mapping[str, Template]:
    if not tables:
        return {}
    # Here, not above: few projects have templates of their own.
    from tui_captioner.domain.templating.reading import templates_from_settings

    return templates_from_settings(tables, structure)


def _template(table: Mapping[str, object], own: Mapping[str, Template]) -> str:
    name = _text(table, "template", TAGS)
    check_name(name, own)
    return "" if name == TAGS else name


def _template_place(table: Mapping[str, object]) -> str:
    place = _text(table, "template_place", INSTEAD)
    if place not in PLACES:
        raise ValueError(f"'template_place' must be {', '.join(PLACES[:-1])} or {PLACES[-1]}, not {place!r}")
    return place


def _extension(value: str) -> str:
    return check_suffix(value, "extension") if value else ""


def _tokens(table: Mapping[str, object]) -> TokenSettings:
    most, files = table.get("max_tokens", 0), table.get("tokenizers", [])
    if not isinstance(most, int) or isinstance(most, bool):
        raise ValueError(f"'max_tokens' must be a number, not {most!r}")
    if not isinstance(files, list) or not all(isinstance(file, str) for file in files):
        raise ValueError("'tokenizers' must be a list of file names")
    model = _text(table, "model", "sd")
    limits_of(model, most)
    paths = tuple(check_path(file, "tokenizers") for file in files)
    return TokenSettings(model, most, paths, is_chosen="model" in table)


def _prompt(table: Mapping[str, object]) -> Path | None:
    text = _text(table, "prompt", "")
    path = check_path(text, "prompt") if text else None
    if path is not None and path.is_absolute():
        raise ValueError(f"'prompt' must name a file of the dataset, from there on, not {text!r}")
    return path


def _suffixes(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise ValueError("'suffixes' must be a list of suffixes such as .tags")
    return tuple(dict.fromkeys(check_suffix(item, "suffixes") for item in value))


def _lines(table: Mapping[str, object]) -> str:
    value = _text(table, "lines", "")
    if value not in ("", *LINES):
        raise ValueError(f"'lines' must be {' or '.join(LINES)}, not {value!r}")
    return value


def make_settings(path: Path) -> None:
    """Write a commented `project.toml` for hand-editing, unless there is one; raises OSError if it can't be written."""
    if not os.path.lexists(path):
        write_own(path, _NEW_FILE.encode())


def write_globals(path: Path, texts: Sequence[str]) -> None:
    """Put the globals into `project.toml`, making the file if need be; all else in it stays as it is.

    Raises:
        OSError: If it could not be written; the old file is untouched then.
        SettingsError: If the file there is no TOML.
        OddFileError: If something else lies there, or the file is write-protected.
    """
    import tomlkit

    try:
        check_own_file(path)
        data = read_regular(path, MOST)
    except FileNotFoundError:
        data = _NEW_FILE.encode()
    try:
        source = data.decode("utf-8")
        document = tomlkit.parse(source)
    except (ValueError, RecursionError) as error:
        raise SettingsError(f"{path} is not valid TOML: {error}", "Mend the file and try again") from error
    if document.get("globals") != list(texts):
        document["globals"] = list(texts)
    write_own(path, tomlkit.dumps(document).encode("utf-8"))
