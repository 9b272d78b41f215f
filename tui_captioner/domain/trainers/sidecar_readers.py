"""How each trainer reads the bytes of a caption file, as models of the behaviour that FORMATS describes.

Every function takes the bytes (None where the file is missing) and the options, and gives the reading. `FORMATS` names
the loader that each is a model of; shuffling, dropout and what comes after the caption string are no part of it.
"""

from __future__ import annotations

import re
from itertools import product

from tui_captioner.domain.trainers.reading import Options, Outcome, Reading, decoded, stripped_lines, text_of

_CHOICE = re.compile(r"\{([^{}]*)\}")
_MOST_CHOICES = 64
"""Expansions of one caption's wildcards that are listed; there may be millions."""
_PLACEHOLDERS = ("[trigger]", "[name]")


def sd_scripts(data: bytes | None, options: Options) -> Reading:
    """kohya's sd-scripts, `DreamBoothDataset.read_caption` and `BaseDataset.process_caption`.

    The first line alone, or with `enable_wildcard` one line that is not blank, with one of each `{a|b}`. An empty file
    is an assertion that stops the run, and one that is not UTF-8 costs the dataset.
    """
    if data is None:
        return text_of(options.class_tokens)
    text = decoded(data)
    if text is None:
        return Reading(Outcome.DATASET_LOST)
    if not text:
        return Reading(Outcome.CRASH)
    texts: list[str] = [text.split("\n", 1)[0].strip()]
    if options.wildcard:
        texts = [choice for line in stripped_lines(text) for choice in _choices(line)] or [""]
    if options.secondary_separator:
        texts = [line.replace(options.secondary_separator, ",") for line in texts]
    return text_of(*texts)


def _choices(line: str) -> list[str]:
    """The line with each of the choices in its braces; doubled braces are literal ones."""
    parts = _CHOICE.split(line.replace("{{", "\0").replace("}}", "\1"))
    choices = [part.split("|") if place % 2 else [part] for place, part in enumerate(parts)]
    lines = ("".join(chosen) for _, chosen in zip(range(_MOST_CHOICES), product(*choices), strict=False))
    return [line.replace("\0", "{").replace("\1", "}") for line in lines]


def ai_toolkit(data: bytes | None, options: Options) -> Reading:
    """ai-toolkit, `CaptionProcessingDTOMixin.load_caption` and `inject_trigger_into_prompt`.

    The whole file as it is; `[trigger]` and `[name]` become the trigger word or vanish, which is put in front where it
    is no part of the text (not even of a word); pieces between commas are joined again with a comma and a space.
    """
    text = "" if data is None else decoded(data)
    if text is None:
        return Reading(Outcome.ITEM_ERROR)
    if not text.strip() and options.default_caption:
        text = options.default_caption
    trigger = options.trigger or ""
    for placeholder in _PLACEHOLDERS:
        text = text.replace(placeholder, trigger)
    if trigger and trigger not in text:
        text = f"{trigger} {text}"
    return text_of(rejoined(text))


def rejoined(text: str) -> str:
    """A caption as ai-toolkit puts it together again: cut at commas, nothing stripped, joined with comma and space."""
    return ", ".join(text.split(","))


def onetrainer(data: bytes | None, _options: Options) -> Reading:
    """OneTrainer with mgds, `LoadMultipleTexts`, `SelectRandomText`: a random one of the lines that are not blank."""
    text = "" if data is None else decoded(data)
    if text is None:
        return Reading(Outcome.ITEM_ERROR)
    return text_of(*(stripped_lines(text) or [""]))


def simpletuner(data: bytes | None, options: Options) -> Reading:
    """SimpleTuner, `prepare_instance_prompt_from_textfile` and `sampler.py`.

    A random line, not stripped, so that CR LF leaves the CR. A file of line feeds alone gives an empty list, which the
    random choice fails on; a missing one stops the run at its start; one that is not UTF-8 is logged and gives None.
    """
    if data is None:
        return Reading(Outcome.CRASH)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return Reading(Outcome.ITEM_ERROR)
    lines = [text]
    if "\n" in text and options.split_lines:
        lines = [line for line in text.split("\n") if line]
    if not lines:
        return Reading(Outcome.CRASH)
    return text_of(*(f"{options.instance_prompt} {line}" if options.instance_prompt else line for line in lines))


def musubi(data: bytes | None, _options: Options) -> Reading:
    """musubi-tuner, `ImageDirectoryDatasource`: the whole file, stripped; an image without one is passed over."""
    if data is None:
        return Reading(Outcome.SKIPPED)
    text = decoded(data)
    return Reading(Outcome.ITEM_ERROR) if text is None else text_of(text.strip())


def diffusion_pipe(data: bytes | None, options: Options) -> Reading:
    """diffusion-pipe, `DirectoryDataset._metadata_map_fn`: the whole file, stripped, in the encoding of the locale."""
    if data is None:
        return Reading(Outcome.SKIPPED)
    text = decoded(data, options.locale)
    return Reading(Outcome.DATASET_LOST) if text is None else text_of(text.strip())


def finetrainers(data: bytes | None, options: Options) -> Reading:
    """finetrainers, `ImageCaptionFilePairDataset`: goes by the captions, so an image without one is never seen."""
    if data is None:
        return Reading(Outcome.NOT_READ)
    text = decoded(data, options.locale)
    return Reading(Outcome.ITEM_ERROR) if text is None else text_of(text.strip())


def civitai(data: bytes | None, options: Options) -> Reading:
    """Civitai, `TrainingImages.tsx: handleZip`: the whole text as it is, the trigger word put before it.

    The trigger word goes into a regular expression unescaped: it must stand at the start, before a comma or the end.
    """
    trigger = options.trigger or ""
    if data is None:
        return text_of(trigger)
    text = data.decode("utf-8", "replace")
    if trigger and not re.match(f"{re.escape(trigger)}(,|$)", text):
        text = f"{trigger}, {text}"
    broken = decoded(data) is None
    return Reading(Outcome.GARBLED if broken else Outcome.TEXT, (text,))


def no_sidecars(_data: bytes | None, _options: Options) -> Reading:
    """A trainer that takes captions from a metadata file or an archive alone."""
    return Reading(Outcome.IGNORED)
