"""Other names for trainers and formats: what is called so elsewhere is understood, or pointed to."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Mapping

from tui_captioner.domain.nearest import nearest, plain
from tui_captioner.domain.text import visible

_KOHYA = "kohya kohya_ss kohya-scripts sd-script"
_HF = "hf huggingface hugging-face imagefolder"


def _each(names: str, meant: str) -> dict[str, str]:
    return dict.fromkeys(map(plain, names.split()), meant)


TRAINERS = {
    **_each(_KOHYA, "sd-scripts"),
    **_each("ostris aitk", "ai-toolkit"),
    **_each("musubi-tuner", "musubi"),
    **_each(f"{_HF} diffusers-dreambooth", "diffusers"),
    **_each("dreamlook.ai dreamlook-ai", "dreamlook"),
    **_each("wds", "webdataset"),
    **_each("finetrainer", "finetrainers"),
}
"""Trainers by other names than `check --for` has."""

DIALECTS = {
    **_each("sentence sentences txt", "prose"),
    **_each("ideogram", "ideogram4"),
    **_each("flux flux.2", "flux2"),
    **_each("bria", "fibo"),
}
"""Dialects by other names than `export --dialect` has."""

EXPORTED = {
    **_each("txt text sidecar caption captions", "sidecars"),
    **_each(f"{_HF} hf-metadata datasets diffusers", "hf-imagefolder"),
    **_each("json captions.json", "captions-json"),
    **_each("musubi musubi-tuner", "musubi-jsonl"),
    **_each("wds tar", "webdataset"),
    **_each("civitai zip", "civitai-zip"),
    **_each("slots", "slots-jsonl"),
}
"""Formats by other names than `export --to` has."""
_JSONL = "several formats end in .jsonl: hf-imagefolder (metadata.jsonl), kohya-jsonl, musubi-jsonl, slots-jsonl (all)"
EXPORT_POINTERS = {
    **_each(f"{_KOHYA} sd-scripts", "kohya's trainer reads sidecars (--to sidecars) or metadata (--to kohya-jsonl)"),
    **_each("onetrainer ai-toolkit simpletuner finetrainers", "that trainer reads sidecars: --to sidecars"),
    **_each(
        "diffusion-pipe",
        "that trainer reads sidecars (--to sidecars), a captions.json in each folder (--to captions-json --for "
        "diffusion-pipe), or a tar (--to diffusion-pipe-tar)",
    ),
    **_each("jsonl metadata metadata.jsonl", _JSONL),
    **_each("tsv excel xlsx", "a table of image and caption is --to csv"),
}
"""Names that stand for no format of `export --to`, and what is said of them."""

IMPORTS = (
    *("auto", "sidecar", "hydrus", "infotext", "toriato", "ideogram4", "flux2", "fibo", "hf-metadata", "kohya"),
    *("musubi", "slots-jsonl", "hf-imagefolder", "kohya-jsonl", "musubi-jsonl", "json-list", "captions-json"),
    *("kohya-json", "csv", "webdataset", "civitai-zip"),
)
"""What `import --from` takes, in the order of its help; a test holds it to the formats that there are."""
IMPORTED = {
    **_each("txt text sidecars caption captions", "sidecar"),
    **_each(f"{_HF} metadata datasets diffusers metadata.jsonl", "hf-metadata"),
    **_each("json captions.json", "captions-json"),
    **_each(f"{_KOHYA} sd-scripts", "kohya"),
    **_each("musubi-tuner", "musubi"),
    **_each("wds tar", "webdataset"),
    **_each("civitai zip", "civitai-zip"),
    **_each("slots", "slots-jsonl"),
    **_each("a1111 automatic1111 forge webui", "infotext"),
    **_each("tsv", "csv"),
    **{name: dialect for name, dialect in DIALECTS.items() if dialect != "prose"},
}
"""Formats by other names than `import --from` has."""
IMPORT_POINTERS = {
    **_each("jsonl", "leave --from out: what a .jsonl file holds is seen by itself"),
    **_each("excel xlsx", "save the table as CSV, which --from csv reads"),
    **_each("wd14 tagger booru danbooru", "sidecars of a tagger are --from sidecar, a tag a line --from hydrus"),
}
"""Names that stand for no format of `import --from`, and what is said of them."""


def name_of(
    what: str, known: Iterable[str], others: Mapping[str, str], pointers: Mapping[str, str] | None = None
) -> Callable[[str], str]:
    """What argparse makes of a name that is given.

    Args:
        what: What is named, such as `format`.
        known: The names.
        others: Other names, without what parts them, and the name that each stands for.
        pointers: Names that stand for none, and what is said of them.
    """
    names = {plain(name): name for name in known}

    def named(word: str) -> str:
        key = plain(word)
        found = names.get(key) or others.get(key)
        if found is not None:
            return found
        if pointers and key in pointers:
            raise argparse.ArgumentTypeError(f"there is no {what} {visible(word)!r}: {pointers[key]}")
        near = nearest(word, [*names.values(), *others, *(pointers or ())])
        hint = f"It is one of {', '.join(names.values())}"
        if near:
            hint = (pointers or {}).get(near, f"Did you mean {others.get(near, near)}?")
        raise argparse.ArgumentTypeError(f"there is no {what} {visible(word[:80])!r}. {hint}")

    return named
