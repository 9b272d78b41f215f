"""The words of `draft`."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tui_captioner.domain.drafting.defaults import PARALLEL, SIDE

_EXAMPLES = """\
The model is asked with the prompt that `tui-captioner prompt` prints. What it answers becomes machine tags: they stand
apart in the composer until you confirm them, and are in no sidecar and no export before. Nothing is laid where a slot
has something. Run it again to go on where it ended: nothing that was answered is asked twice.

A key is taken from the variable that --key-env names, else from the one that [key_env] in config.toml names for the
host (for api.openai.com from OPENAI_API_KEY); it is kept nowhere.

examples:
  tui-captioner draft photos/ --url http://127.0.0.1:11434 --model qwen2.5vl:7b     Ollama on this machine
  tui-captioner draft photos/ --dry-run                 what would be sent, and where; url and model of project.toml
  tui-captioner draft photos/ --filter "background:empty" --limit 20
  tui-captioner draft photos/ --tagger ~/models/wd-vit-v3      a tagger on this machine, such as WD14's
  tui-captioner draft photos/ --url https://example.org/v1 --model NAME --key-env EXAMPLE_KEY

exit status: 0 fine, 1 some images have no draft, 2 wrong use
"""


def add_draft(
    commands: Any, add_filter: Callable[[argparse.ArgumentParser], None], count: Callable[[str], int]
) -> None:
    """Add the command.

    Args:
        commands: Those of argparse.
        add_filter: Adds the option that filters.
        count: Reads a number of 0 or more.
    """
    draft = commands.add_parser(
        "draft",
        help="have a vision model propose tags for what is empty",
        description="Have a vision model propose tags for the empty slots of images that are not done, by any server "
        "that speaks OpenAI's protocol: vLLM, Ollama, llama.cpp, LM Studio and others.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    draft.add_argument("dataset", type=Path, metavar="DATASET", help="folder that holds the images")
    draft.add_argument("--url", default="", metavar="URL", help="the server ([draft] url in project.toml by default)")
    draft.add_argument(
        "--model", default="", metavar="NAME", help="the model ([draft] model in project.toml by default)"
    )
    draft.add_argument(
        "--tagger",
        type=Path,
        metavar="FOLDER",
        help="ask a tagger instead: a folder with its model.onnx and its list of tags",
    )
    draft.add_argument("--threshold", type=float, metavar="SHARE", help="propose a tagger's tags from this score on")
    draft.add_argument("--character-threshold", type=float, metavar="SHARE", help="the same for names of characters")
    draft.add_argument("--cut", action="store_true", help="cut a tagger's scores at their largest gap instead")
    draft.add_argument("--ratings", action="store_true", help="propose a tagger's ratings and the like too")
    draft.add_argument("--key-env", default="", metavar="VARIABLE", help="the environment variable that holds the key")
    add_filter(draft)
    draft.add_argument("--limit", type=count, default=0, metavar="N", help="ask about so many images at most")
    draft.add_argument(
        "--parallel", type=count, default=PARALLEL, metavar="N", help=f"requests at once to begin with ({PARALLEL})"
    )
    draft.add_argument(
        "--side", type=count, default=SIDE, metavar="PIXELS", help=f"longest side of a picture that is sent ({SIDE})"
    )
    draft.add_argument("--again", action="store_true", help="ask about images too that were asked about before")
    draft.add_argument("--dry-run", action="store_true", help="say what would be sent and where, and send nothing")
    draft.add_argument("--json", action="store_true", help="one JSON object, with every name")
