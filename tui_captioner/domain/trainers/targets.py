"""The trainers as data: which files they take, how they read a caption, and what they do where one is missing.

Each fact is from the loader's own source, whose name stands in `source`; see the table of FORMATS.
"""

from __future__ import annotations

from collections.abc import Mapping

from tui_captioner.domain.tokens import CLIP, CLIP_LIMIT, KOHYA_LIMITS, T5, Limit
from tui_captioner.domain.trainers import sidecar_readers as readers
from tui_captioner.domain.trainers.target import CaptionSource, Case, Lines, SubFolders, Target


def _suffixes(names: str) -> frozenset[str]:
    return frozenset("." + name for name in names.split())


_EVERYTHING = _suffixes("png jpg jpeg webp bmp gif tif tiff avif heic heif jxl")
_PILLOW = _suffixes("png jpg jpeg webp bmp gif tif tiff avif")

_ALL = (
    Target(
        "sd-scripts",
        "sd-scripts",
        readers.sd_scripts,
        _suffixes("png jpg jpeg webp bmp avif jxl"),
        "library/train_util.py: DreamBoothDataset.__init__, read_caption, BaseDataset.process_caption, glob_images",
        suffix_setting="caption_extension",
        case=Case.LOWER_OR_UPPER,
        sub_folders=SubFolders.REPEATS,
        lines=Lines.FIRST,
        blank="stops with 'caption file is empty' at a file of 0 bytes, and trains a blank one on an empty prompt",
        missing="trains on class_tokens or the folder's name, or on an empty prompt",
        undecodable="loses the whole dataset",
        shared="reads one caption for both, and one cache file",
        trigger="nothing adds it: it must stand in the captions (class_tokens count only where there is no caption)",
        separator="',' (caption_separator) counts only with shuffling or tag dropout",
        caches=True,
        notes=(
            ".avif and .jxl need a plugin of Pillow",
            "max_token_length is 75 unless set to 150 or 225",
        ),
    ),
    Target(
        "ai-toolkit",
        "ai-toolkit",
        readers.ai_toolkit,
        _suffixes("jpg jpeg png webp"),
        "toolkit/data_loader.py: AiToolkitDataset; toolkit/dataloader_mixins.py: CaptionProcessingDTOMixin; "
        "toolkit/prompt_utils.py: inject_trigger_into_prompt",
        suffix_setting="caption_ext",
        videos=_suffixes("mp4 avi mov webm mkv wmv m4v flv"),
        sub_folders=SubFolders.YES,
        blank="trains on default_caption or an empty prompt",
        missing="trains on default_caption, the trigger word alone or an empty prompt",
        trigger="trigger_word: in place of [trigger] and [name], else in front where it is no part of the text",
        adds_trigger=True,
        separator="cut at ',' and joined again with ', ', so 'a, b' trains as 'a,  b'",
        notes=("videos are taken only with num_frames above 1 or auto_frame_count",),
    ),
    Target(
        "onetrainer",
        "OneTrainer",
        readers.onetrainer,
        _suffixes("bmp jpg jpeg png tif tiff webp avif"),
        "modules/dataLoader/mixin/DataLoaderText2ImageMixin.py; mgds: CollectPaths, ModifyPath, LoadMultipleTexts, "
        "SelectRandomText, ShuffleTags",
        videos=_suffixes("webm mkv flv avi mov wmv mp4 mpeg m4v"),
        sub_folders=SubFolders.OPT_IN,
        lines=Lines.RANDOM,
        separator="',' (tag_delimiter) counts only with shuffling or dropout",
        notes=(
            "videos are taken for HunyuanVideo only",
            "include_subdirectories must be on for sub-folders",
            "its T5 length is 77 unless text_encoder_2_sequence_length says otherwise",
        ),
    ),
    Target(
        "simpletuner",
        "SimpleTuner",
        readers.simpletuner,
        _PILLOW,
        "simpletuner/helpers/prompts.py: prepare_instance_prompt_from_textfile, magic_prompt; multiaspect/sampler.py",
        videos=_suffixes("mp4 avi mov mkv webm flv wmv m4v mpeg mpg 3gp ogv"),
        sub_folders=SubFolders.YES,
        lines=Lines.RANDOM,
        blank="stops at a file of line breaks alone, and trains any other blank one on an empty prompt",
        missing="stops at its start (FileNotFoundError)",
        undecodable="logs an error and has no caption for this image",
        trigger="instance_prompt with prepend_instance_prompt, else it must stand in the captions",
        notes=("caption_strategy = textfile",),
    ),
    Target(
        "musubi",
        "musubi-tuner",
        readers.musubi,
        _suffixes("png jpg jpeg webp bmp avif"),
        "src/musubi_tuner/dataset/datasources.py: ImageDirectoryDatasource, VideoDirectoryDatasource; "
        "media_utils.glob_images",
        suffix_setting="caption_extension",
        case=Case.LOWER_OR_UPPER,
        videos=_suffixes("mp4 webm avi mkv mov flv wmv m4v mpg mpeg"),
        missing="leaves the image out without a word, and stops at a video (FileNotFoundError)",
        shared="reads one caption for both, and one cache file",
        caches=True,
    ),
    Target(
        "diffusion-pipe",
        "diffusion-pipe",
        readers.diffusion_pipe,
        _EVERYTHING,
        "utils/dataset.py: DirectoryDataset._get_ungrouped_metadata, _metadata_map_fn",
        videos=_suffixes("mp4 mov webm mkv avi gif wmv m4v mpg mpeg flv"),
        missing="leaves the image out with a warning (skip_empty_caption)",
        undecodable="loses the whole dataset",
        separator="', ' (cache_shuffle_delimiter) counts only with shuffling",
        notes=("on Windows it reads captions as cp1252 unless Python runs with -X utf8",),
    ),
    Target(
        "finetrainers",
        "finetrainers",
        readers.finetrainers,
        _suffixes("jpg jpeg png"),
        "finetrainers/data/dataset.py: ImageCaptionFilePairDataset",
        case=Case.LOWER,
        videos=_suffixes("mp4 mov"),
        missing="does not see the image",
        shared="refuses the whole folder (ValueError)",
        trigger="id_token, else it must stand in the captions",
        adds_trigger=True,
    ),
    Target(
        "diffusers",
        "diffusers",
        readers.no_sidecars,
        _EVERYTHING,
        "examples/text_to_image/train_text_to_image_lora.py, examples/dreambooth: DreamBoothDataset; "
        "datasets: packaged_modules/folder_based_builder",
        captions=CaptionSource.METADATA,
        videos=_suffixes("mp4 mov webm mkv avi"),
        sub_folders=SubFolders.YES,
        missing="drops an image without a row, without a word",
        shared="is told them apart by the suffix",
        export="hf-imagefolder",
        notes=(
            "--caption_column=text",
            "the DreamBooth scripts need --dataset_name FOLDER: their --instance_data_dir opens every entry of the "
            "folder as an image, .txt files and .tui-captioner too",
        ),
    ),
    Target(
        "dreamlook",
        "dreamlook.ai",
        readers.no_sidecars,
        _suffixes("png jpg jpeg webp"),
        "docs.dreamlook.ai: Image captions",
        captions=CaptionSource.CAPTIONS_JSON,
        missing="falls back to instance_prompt",
        shared="is told them apart by the suffix",
        trigger="instance_prompt, where there is no caption",
        export="captions-json",
        notes=("77 tokens per caption",),
    ),
    Target(
        "civitai",
        "Civitai",
        readers.civitai,
        _suffixes("png jpg jpeg webp"),
        "src/components/Training/Form/TrainingImages.tsx: handleZip, handleNextAfterCheck",
        videos=_suffixes("mp4 webm"),
        sub_folders=SubFolders.YES,
        blank="trains on the trigger word or nothing",
        missing="trains on the trigger word or nothing",
        undecodable="replaces what it can't read",
        trigger="put in front unless the caption begins with it, before a comma",
        adds_trigger=True,
        export="civitai-zip",
        max_images=1000,
        notes=("it takes a zip: tui-captioner export DATASET --to civitai-zip",),
    ),
    Target(
        "webdataset",
        "WebDataset",
        readers.no_sidecars,
        _EVERYTHING,
        "webdataset/tariterators.py: base_plus_ext, group_by_keys; datasets: packaged_modules/webdataset",
        captions=CaptionSource.TAR,
        videos=_suffixes("mp4 mov webm mkv avi"),
        sub_folders=SubFolders.YES,
        missing="gives a sample without a text; the loader of datasets raises ValueError if the first five differ",
        shared="merges them into one sample",
        export="webdataset",
        notes=("it reads tar archives: tui-captioner export DATASET --to webdataset",),
    ),
)
TARGETS: Mapping[str, Target] = {target.key: target for target in _ALL}
"""Trainers by key."""


def limits_for(target: Target, limits: tuple[Limit, ...]) -> tuple[Limit, ...]:
    """How long a caption may be for each encoder of the project's model, where the trainer has limits of its own.

    OneTrainer cuts T5 at 77 unless told otherwise; dreamlook.ai takes 77 of CLIP whatever the model; kohya's longer
    limits of CLIP are for sd-scripts alone.
    """
    if target.key == "dreamlook":
        return (Limit(CLIP, CLIP_LIMIT),)
    return tuple(_limit_for(target, limit) for limit in limits)


def _limit_for(target: Target, limit: Limit) -> Limit:
    if target.key == "onetrainer" and limit.encoder is T5:
        return Limit(T5, min(limit.tokens, 77 - T5.ends))
    if limit.encoder is CLIP and limit.tokens in KOHYA_LIMITS and target.key != "sd-scripts":
        return Limit(CLIP, CLIP_LIMIT)
    return limit
