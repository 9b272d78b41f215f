"""The rules about files, names and captions as a trainer reads them; `domain.trainers` has what finds them."""

from __future__ import annotations

from tui_captioner.domain.checks.finding import ERROR, WARNING
from tui_captioner.domain.checks.rule import Rule

_LOADERS = "the trainer's own loader, which its entry in domain/trainers/targets.py names"

_FILES = {
    "unreadable": (ERROR, "A caption file that can't be read", "Check its permissions"),
    "damaged-record": (ERROR, "What the project has of an image is damaged", "tui-captioner repair DATASET"),
    "not-written": (ERROR, "A caption that is in the project and not in its file", "Export it to sidecars"),
    "changed-outside": (WARNING, "A caption file that another program changed", "Choose which text stays"),
    "export-differs": (WARNING, "A sidecar that is not what was exported", "Export again"),
    "no-regular-file": (ERROR, "An image that is no file", "Save the image as a file or delete it"),
    "broken-link": (ERROR, "An image that is a broken link", "Mend the link or delete it"),
    "empty-file": (ERROR, "An image of no bytes", "Copy the image again or delete it"),
    "shared-sidecar": (ERROR, "Images that share one caption file", "Rename all but one of them"),
    "nearly-same-name": (WARNING, "Names that other file systems take for one", "Rename one of them"),
    "suffix-case": (ERROR, "An image suffix in capital letters", "Rename the image"),
    "suffix-unread": (ERROR, "An image type that the trainer does not read", "Convert the image"),
    "video-unread": (ERROR, "A video where images alone are trained on", "Move the videos out, or extract frames"),
    "sub-folder": (ERROR, "Images in sub-folders", "Move them, or name the folder as a dataset"),
    "mask-name": (ERROR, "A name that makes an image a mask", "Rename it, or move the masks out"),
    "hidden-image": (ERROR, "Images in hidden folders", "Move the folder out of the dataset"),
    "linked-folder": (WARNING, "A folder that is a link", "Name that folder as a dataset of its own"),
    "dot-in-stem": (ERROR, "A dot inside a name", "Rename it without the dot"),
    "name-not-utf8": (ERROR, "A name that is not UTF-8", "Rename it"),
    "name-unsafe": (ERROR, "A name that the trainer can't take", "Rename it, or export with --rename"),
    "foreign-file": (WARNING, "Another file that the trainer reads", "Move it out of the folder"),
    "too-many-images": (ERROR, "More images than the trainer takes", "Leave some out"),
    "trigger-pattern": (ERROR, "A trigger word that the trainer refuses", "Take one of letters, digits, - and _"),
    "needs-export": (ERROR, "The trainer reads no sidecars", "Export for it"),
    "text-builder": (ERROR, "Captions that are taken for a dataset of texts", "Export for the trainer"),
    "split-word": (ERROR, "A name that is taken for a split", "Export for the trainer, or rename"),
    "metadata-row": (ERROR, "A row of a metadata file that can't be used", "Export again"),
    "metadata-types": (ERROR, "Rows of a metadata file that don't fit together", "Export again"),
    "row-without-image": (ERROR, "A row without an image", "Export again"),
    "image-without-row": (ERROR, "An image without a row", "Export again"),
    "row-without-text": (ERROR, "A row without a caption", "Export again"),
    "captions-json": (WARNING, "A captions.json that is read in place of sidecars", "Export again or delete it"),
    "captions-json-string": (ERROR, "A caption in captions.json that is no list", "Export again"),
    "stale-cache": (ERROR, "A cache that holds the old caption", "Delete the file; it is made anew"),
    "stale-picture": (ERROR, "A cache that holds the old picture", "Delete the file; it is made anew"),
    "undecodable-picture": (ERROR, "A picture that can't be decoded", "Save it anew, or take it out"),
    "animated-webp": (ERROR, "An animation that stops the trainer", "Save one picture of it"),
    "cut-levels": (ERROR, "Grey of more than 8 bits, which becomes white", "Make 8 bits of it"),
    "exif-rotation": (WARNING, "A picture that EXIF data alone turns", "Turn its pixels"),
    "foreign-media": (ERROR, "A file that is no image here and that the trainer opens", "Move it out of the dataset"),
    "system-folder": (ERROR, "A folder of the system that the trainer looks into", "Move it out of the dataset"),
    "suffix-setting": (WARNING, "Captions with a suffix that has to be set", "Set it at the trainer"),
    "separator-setting": (WARNING, "A mark behind the globals that has to be set", "Set it at the trainer"),
    "several-captions": (WARNING, "Captions of which the trainer gets the first alone", "Export all of them"),
    "metadata-kinds": (ERROR, "Metadata files of two kinds", "Delete the one that is out of date"),
    "metadata-doubled": (WARNING, "An image with several rows", "Delete all but one of them"),
    "metadata-switch": (ERROR, "A metadata file that is read in place of captions", "Move it out of the folder"),
    "archive": (ERROR, "An archive whose images have no captions", "Name them in captions.json"),
    "text-cache": (WARNING, "A cache of texts", "Delete it after editing captions"),
}
_TEXTS = {
    "caption-unread": (ERROR, "A caption file that is not read as such", "Rename it"),
    "no-caption": (WARNING, "An image without a caption", "Caption it, or take the image out of the folder"),
    "empty-caption": (WARNING, "A caption file with nothing in it", "Caption it, or delete the empty file"),
    "fallback-caption": (ERROR, "The caption of another image is taken", "Caption the image, or rename it"),
    "encoding": (ERROR, "A caption that is not UTF-8", "Import it with its encoding"),
    "nul-bytes": (WARNING, "A caption with NUL characters", "Delete them"),
    "trigger-case": (WARNING, "A trigger word in other letters, which is added again", "Write it as it is"),
    "json-form": (WARNING, "A JSON caption that is not as its model wants it", "Write it anew"),
    "json-trigger": (ERROR, "A trigger word that is put before JSON", "Put it inside a value"),
    "json-wildcard": (ERROR, "JSON whose braces are taken for a choice", "Leave enable_wildcard out"),
    "bom": (ERROR, "A caption that begins with a BOM", "Save it as UTF-8 without BOM"),
    "infotext": (ERROR, "A caption that A1111 wrote", "Keep the prompt and delete the rest"),
    "first-line-empty": (ERROR, "A caption whose first line is empty", "Put it on one line"),
    "several-lines": (WARNING, "A caption of several lines", "Put it on one line, or take each for a caption"),
    "outer-blanks": (WARNING, "Blanks around a caption that are trained on", "Save it without them"),
    "comma-split": (WARNING, "Commas that the trainer puts a space behind", "Write no comma in a number"),
    "trigger-substring": (ERROR, "A trigger word that is part of another word", "Write it as a tag of its own"),
    "trigger-twice": (WARNING, "A trigger word that the trainer adds again", "Begin the caption with it"),
    "placeholder": (ERROR, "A placeholder that is trained on", "Write the trigger word in its place"),
    "weight": (WARNING, "A weight that is trained on", "Write the word without weight"),
    "braces": (WARNING, "A choice in braces that is trained on", "Write one of the words"),
    "separator-mark": (WARNING, "A mark that is trained on", "Write a comma in its place"),
}

_SOURCES = {
    **dict.fromkeys(
        ("unreadable", "damaged-record", "not-written", "changed-outside", "export-differs", "several-captions"),
        "this program: what a trainer reads is what the project has",
    ),
    **dict.fromkeys(
        ("undecodable-picture", "exif-rotation", "cut-levels"),
        "sd-scripts library/train_util.py: load_image; musubi-tuner dataset/datasources.py; diffusion-pipe "
        "models/base.py: PreprocessMediaFile; SimpleTuner image_manipulation/load.py; ai-toolkit "
        "toolkit/dataloader_mixins.py; mgds LoadImage; datasets features/image.py",
    ),
    "animated-webp": "diffusion-pipe utils/dataset.py: _metadata_map_fn",
    "archive": "diffusion-pipe utils/dataset.py: _get_ungrouped_metadata",
    **dict.fromkeys(("captions-json", "captions-json-string"), "diffusion-pipe utils/dataset.py: add_captions"),
    **dict.fromkeys(
        ("text-builder", "split-word", "metadata-row", "metadata-types", "metadata-kinds", "metadata-doubled"),
        "datasets load.py, data_files.py, packaged_modules/folder_based_builder",
    ),
    "metadata-switch": "finetrainers data/dataset.py: initialize_dataset",
    **dict.fromkeys(
        ("stale-cache", "stale-picture", "text-cache"),
        "sd-scripts library/strategy_*.py, library/train_util.py: load_dreambooth_dir; musubi-tuner "
        "cache_text_encoder_outputs.py; ai-toolkit toolkit/dataloader_mixins.py: get_latent_path; diffusion-pipe "
        "utils/cache.py; SimpleTuner metadata/backends/discovery.py",
    ),
    **dict.fromkeys(
        ("hidden-image", "system-folder", "foreign-media", "linked-folder"),
        "SimpleTuner data_backend/local.py: list_files; mgds CollectPaths; ai-toolkit toolkit/data_loader.py; "
        "finetrainers data/dataset.py; diffusion-pipe utils/dataset.py",
    ),
    **dict.fromkeys(("trigger-substring", "trigger-case", "placeholder"), "ai-toolkit toolkit/prompt_utils.py"),
    **dict.fromkeys(("trigger-twice", "trigger-pattern"), "Civitai TrainingImages.tsx: handleNextAfterCheck"),
    **dict.fromkeys(
        ("separator-setting", "separator-mark", "braces", "weight"),
        "sd-scripts library/train_util.py: process_caption",
    ),
}

RULES = tuple(
    Rule(key, title, _SOURCES.get(key, _LOADERS), severity, advice)
    for key, (severity, title, advice) in {**_FILES, **_TEXTS}.items()
)
"""Rules of every trainer. Their findings say a severity of their own where it hangs on the trainer."""
