"""The trainers as data: which files they take, how they read a caption, and what they do where one is missing.

Each fact is from the loader's own source, whose name stands in `source`; see the table of FORMATS.
"""

from __future__ import annotations

from collections.abc import Mapping

from tui_captioner.domain.trainers import sidecar_readers as readers
from tui_captioner.domain.trainers.suffixes import DATASETS, PILLOW
from tui_captioner.domain.trainers.suffixes import suffixes as _suffixes
from tui_captioner.domain.trainers.target import CaptionSource, Case, Lines, SubFolders, Target, Turning

_EVERYTHING = _suffixes("png jpg jpeg jfif jpe jif webp bmp gif tif tiff avif heic heif jxl")

_BY_PILLOW = frozenset({"PNG", "TIFF"})
"""Kinds of pictures that are opened and converted by Pillow, as they come."""

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
        cuts_grey=_BY_PILLOW,
        turning=Turning.NEVER,
        models=("sd", "sdxl", "sd3", "flux-dev", "flux-schnell", "chroma", "lumina2"),
        suffix_default=".caption",
        notes=(
            "images directly in a folder are found as image_dir in a dataset toml; --train_data_dir looks only into "
            "folders inside it with a number in front, such as 10_name",
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
        cuts_grey=_BY_PILLOW,
        broken_picture="leaves it out, or puts another image in its place",
        models=(
            *("flux-dev", "flux-schnell", "sd", "sdxl", "sd3", "flux2", "chroma", "pixart", "hidream", "wan"),
            *("qwen-image", "z-image", "lumina2"),
        ),
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
        cuts_grey=frozenset({"TIFF"}),
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
        PILLOW,
        "simpletuner/helpers/prompts.py: prepare_instance_prompt_from_textfile, magic_prompt; multiaspect/sampler.py",
        videos=_suffixes("mp4 avi mov mkv webm flv wmv m4v mpeg mpg 3gp ogv"),
        sub_folders=SubFolders.YES,
        lines=Lines.RANDOM,
        blank="stops at a file of line breaks alone, and trains any other blank one on an empty prompt",
        missing="stops at its start (FileNotFoundError)",
        undecodable="logs an error and has no caption for this image",
        trigger="instance_prompt with prepend_instance_prompt, else it must stand in the captions",
        turning=Turning.NEVER,
        broken_picture="logs an error and leaves it out",
        models=(
            *("flux-dev", "flux-schnell", "sd", "sdxl", "sd3", "flux2", "chroma", "pixart", "hidream", "wan"),
            *("hunyuan-video", "qwen-image", "z-image", "lumina2", "sana"),
        ),
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
        cuts_grey=_BY_PILLOW,
        turning=Turning.NEVER,
        models=("wan", "hunyuan-video", "flux-dev", "flux2", "qwen-image", "z-image"),
        suffix_default="",
    ),
    Target(
        "diffusion-pipe",
        "diffusion-pipe",
        readers.diffusion_pipe,
        PILLOW | _suffixes("jif"),
        "utils/dataset.py: DirectoryDataset._get_ungrouped_metadata, _metadata_map_fn",
        videos=_suffixes("mp4 mov webm mkv avi gif wmv m4v mpg mpeg flv"),
        missing="leaves the image out with a warning (skip_empty_caption)",
        undecodable="loses the whole dataset",
        separator="', ' (cache_shuffle_delimiter) counts only with shuffling",
        cuts_grey=_BY_PILLOW,
        turning=Turning.NEVER,
        broken_picture="leaves it out with a warning",
        reads_archives=True,
        models=(
            *("wan", "hunyuan-video", "sdxl", "sd3", "flux-dev", "flux-schnell", "flux2", "chroma", "hidream"),
            *("qwen-image", "z-image", "lumina2"),
        ),
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
        cuts_grey=_BY_PILLOW,
        models=("wan", "hunyuan-video", "flux-dev"),
    ),
    Target(
        "diffusers",
        "diffusers",
        readers.no_sidecars,
        DATASETS | _suffixes("avif"),
        "examples/text_to_image/train_text_to_image_lora.py, examples/dreambooth: DreamBoothDataset; "
        "datasets: packaged_modules/folder_based_builder",
        captions=CaptionSource.METADATA,
        videos=_suffixes("mp4 mov webm mkv avi"),
        sub_folders=SubFolders.YES,
        missing="drops an image without a row, without a word",
        shared="is told them apart by the suffix",
        export="hf-imagefolder",
        cuts_grey=_BY_PILLOW,
        turning=Turning.BY_VERSION,
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
        turning=Turning.NEVER,
        reads_archives=True,
        notes=("it reads tar archives: tui-captioner export DATASET --to webdataset",),
    ),
)
TARGETS: Mapping[str, Target] = {target.key: target for target in _ALL}
"""Trainers by key."""
