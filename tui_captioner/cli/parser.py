"""The command line's words."""

from __future__ import annotations

import argparse
from pathlib import Path

from tui_captioner.cli.backup_words import add_backup
from tui_captioner.cli.base_parser import Parser, add_open, add_preview, add_take_over, new_parser
from tui_captioner.cli.check_words import add_gate
from tui_captioner.cli.doctor_words import add_doctor
from tui_captioner.cli.draft_words import add_draft
from tui_captioner.cli.export_words import EXAMPLES as EXPORT_EXAMPLES
from tui_captioner.cli.export_words import add_check_config, add_dialect, add_export, add_template
from tui_captioner.cli.help_words import add_help
from tui_captioner.cli.history_words import add_history
from tui_captioner.cli.known_names import (
    IMPORT_POINTERS,
    IMPORTED,
    IMPORTS,
    TRAINERS,
    name_of,
)
from tui_captioner.cli.profile_words import add_profile
from tui_captioner.cli.prompt_words import add_prompt
from tui_captioner.cli.refused_words import add_refused
from tui_captioner.cli.stats_words import add_stats
from tui_captioner.cli.structure_words import add_structure
from tui_captioner.cli.template_words import add_template_command
from tui_captioner.domain.trainers.names import NAMES

_WRITING = (
    *("tags", "import", "undo", "redo", "outside", "export", "profile", "template", "structure", "draft"),
    *("refused", "vocab", "restore", "repair"),
)
"""Commands, beside the composer, that change a dataset, or may."""

_IMPORT_EXAMPLES = """\
examples:
  tui-captioner import photos/ captions.json --dry-run    say what would change
  tui-captioner import photos/ metadata.jsonl             fill the images that have no caption
  tui-captioner import photos/ --from hydrus              files that lie beside the images
  tui-captioner import photos/ --from ideogram4           JSON captions beside the images, into slots
  tui-captioner import photos/ tagged/ --from sidecar --as-draft wd14    a folder of a tagger's files, to be confirmed

All of it is one step of undo. exit status: 0 imported, 1 something was refused, 2 wrong use
"""

_TAGS_EXAMPLES = """\
Without WHAT all tags are listed: images, slots, aliases, first and last image.

what and its words:
  rename OLD NEW           give a tag another text, the whole tag, letter by letter
  merge TAG [TAG ...] INTO make one tag of several
  move TAG [TAG ...] SLOT  move tags to a slot: type, action, subject, details, background, associations
  delete TAG [TAG ...]     take tags out
  add TAG [TAG ...] SLOT   add tags where they are missing
  similar                  list near-duplicates: tags that are one thing in several spellings

examples:
  tui-captioner tags photos/ rename "grey hair" "gray hair" --dry-run    say what would change
  tui-captioner tags photos/ merge "red hat" "hat (red)" "red cap"       all of them become "red cap"
  tui-captioner tags photos/ move "park" background --filter "NOT background:*"
  tui-captioner tags photos/ rename "(.+) coloured hair" "\\1 hair" --regex --dry-run

rename, merge, move, delete and add may stand first too: tui-captioner rename photos/ OLD NEW

All captions are changed or none, as one step of undo. exit status: 0 fine, 1 refused, 2 wrong use
"""

_CHECK_EXAMPLES = """\
examples:
  tui-captioner check photos/ --for sd-scripts    what that trainer passes over, cuts, alters or stops at
  tui-captioner check photos/ --json              an object per finding
  tui-captioner check photos/ --for musubi --write-config photos.toml    and its settings for this dataset

  tui-captioner check photos/ --fail-on error     a gate: for a Makefile, or a hook before a commit
  tui-captioner check --rules                     all rules; photos/ --rules says which are on there

[checks] in project.toml turns rules off and tunes them. exit status: 0 nothing found, 1 findings, 2 wrong use
"""


_ALIKE_EXAMPLES = """\
Pictures that look alike are groups: encoded anew, scaled, framed, mirrored, a little brighter or cut. = stands before
the same picture, ~ before one that only looks alike. The first time every picture is decoded, which takes a while.

examples:
  tui-captioner alike photos/ --same                  the same picture several times, with the captions
  tui-captioner alike photos/ --json | jq .images     an object per group
  tui-captioner check photos/ --pictures              the same picture with different captions is a finding

exit status: 0 fine, 1 pictures can't be decoded, 2 wrong use
"""


def build_parser() -> Parser:
    """The parser for all commands."""
    parser, commands = new_parser()
    add_open(commands)

    demo = commands.add_parser("demo", help="make a small dataset and open it")
    demo.add_argument("dataset", type=Path, nargs="?", metavar="DIR", default=Path("tui-captioner-demo"))
    demo.add_argument("--no-open", action="store_true", help="only draw it")
    add_preview(demo)

    show = commands.add_parser("show", help="print captions")
    show.add_argument("dataset", type=Path, metavar="DATASET")
    show.add_argument("images", nargs="*", metavar="IMAGE", help="names below the dataset; all by default")
    _add_filter(show)
    add_template(show)
    add_dialect(show, action="store", default=None, said="captions as sentences or as the JSON of newer models")
    show.add_argument("--json", action="store_true", help="a JSON object per line")

    check = _with_examples(
        commands, "check", "say what would go wrong in training, and how to mend it", _CHECK_EXAMPLES
    )
    check.add_argument("dataset", type=Path, nargs="?", metavar="DATASET", help="folder that holds the images")
    check.add_argument(
        "--for",
        dest="target",
        type=name_of("trainer", NAMES, TRAINERS),
        choices=list(NAMES),
        metavar="TRAINER",
        help=f"{', '.join(NAMES)}; kohya is sd-scripts",
    )
    check.add_argument("--trigger", default="", metavar="WORD", help="the trigger word (the project's by default)")
    check.add_argument("--wildcard", action="store_true", help="sd-scripts: enable_wildcard is set")
    _add_filter(check)
    check.add_argument(
        "--pictures",
        action="store_true",
        help="decode the pictures too: damaged ones, the same one with different captions",
    )
    add_check_config(check)
    add_gate(check)
    check.add_argument("--limit", type=_count, default=10, metavar="N", help="names shown per rule; 0 for all")
    check.add_argument("--json", action="store_true", help="a JSON object per line")

    vocab = commands.add_parser("vocab", help="list the vocabulary of a dataset, or import a list into it")
    vocab.add_argument("dataset", type=Path, metavar="DATASET")
    vocab.add_argument("what", nargs="?", choices=["list", "import"], default="list")
    vocab.add_argument("file", nargs="?", type=Path, metavar="FILE", help="csv of tagcomplete, a tag a line, or TOML")
    vocab.add_argument("--as", dest="name", metavar="NAME", help="name of the imported list (its file name by default)")
    vocab.add_argument("--keep-underscores", action="store_true", help="import tags with their underscores")
    vocab.add_argument("--json", action="store_true", help="a JSON object per line")

    tags = _with_examples(
        commands, "tags", "list all tags; rename, merge, move, delete or add tags in all captions", _TAGS_EXAMPLES
    )
    tags.add_argument("dataset", type=Path, metavar="DATASET", help="folder that holds the images")
    tags.add_argument("what", nargs="?", default="", metavar="WHAT", help="rename, merge, move, delete, add; similar")
    tags.add_argument("words", nargs="*", metavar="TAG", help="behind -- where one begins with a hyphen")
    _add_filter(tags)
    tags.add_argument("--regex", action="store_true", help="TAG and OLD are regular expressions that fit whole tags")
    tags.add_argument("--alias", action="store_true", help="rename, merge: what goes becomes an alias in vocab.toml")
    tags.add_argument("--perhaps", action="store_true", help="similar: also tags that are alike and no rule finds")
    tags.add_argument("--dry-run", action="store_true", help="say what would change, and change nothing")
    tags.add_argument("--keep-going", action="store_true", help="leave out images that can't be changed")
    tags.add_argument("--json", action="store_true", help="one JSON object, with every name")

    add_stats(commands, _add_filter, _count)
    add_profile(commands)
    add_template_command(commands)
    add_structure(commands)
    add_prompt(commands)
    add_refused(commands, _add_filter)
    add_draft(commands, _add_filter, _count)
    alike = _with_examples(commands, "alike", "list the images that look alike", _ALIKE_EXAMPLES)
    alike.add_argument("dataset", type=Path, metavar="DATASET", help="folder that holds the images")
    _add_filter(alike)
    alike.add_argument("--same", action="store_true", help="only those that show the same picture")
    alike.add_argument("--json", action="store_true", help="a JSON object per group")

    add_history(commands)
    _add_import(_with_examples(commands, "import", "take over captions of other programs", _IMPORT_EXAMPLES))
    exports = _with_examples(commands, "export", "write captions in the format of a trainer", EXPORT_EXAMPLES)
    add_export(exports, _add_filter)

    add_backup(commands)

    repair = commands.add_parser(
        "repair",
        help="make a damaged project sound",
        description="Save what can be read of a damaged .tui-captioner/captions.db and of imported lists into new "
        "files. The damaged ones are kept beside them (captions.db.damaged-1).",
    )
    repair.add_argument("dataset", type=Path, metavar="DATASET", help="folder that holds the images")
    repair.add_argument("--dry-run", action="store_true", help="say what would be saved, and change nothing")
    repair.add_argument("--json", action="store_true", help="one JSON object, with every name")

    add_preview(add_doctor(commands))

    add_help(commands)
    for name in _WRITING:
        add_take_over(commands.choices[name])
    return parser


def _count(text: str) -> int:
    """A number of 0 or more."""
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text!r} is no number of 0 or more")
    return int(text)


def _with_examples(
    commands: argparse._SubParsersAction[Parser], name: str, does: str, examples: str
) -> argparse.ArgumentParser:
    """A command whose help says what it does, and ends with examples."""
    return commands.add_parser(
        name,
        help=does,
        description=f"{does[0].upper()}{does[1:]}.",
        epilog=examples,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )


def _add_import(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("dataset", type=Path, metavar="DATASET", help="folder that holds the images")
    parser.add_argument(
        "file",
        type=Path,
        nargs="?",
        metavar="FILE",
        help="may be left out, or a folder, for sidecar, hydrus, infotext, toriato, ideogram4, flux2 and fibo",
    )
    parser.add_argument(
        "--from",
        dest="format",
        default="auto",
        type=name_of("format", IMPORTS, IMPORTED, IMPORT_POINTERS),
        choices=IMPORTS,
        metavar="FORMAT",
        help="auto (default), sidecar, hydrus, infotext (pictures or sidecars of A1111 and Forge), toriato, "
        "hf-metadata, captions-json, json-list (objects with image and caption), kohya, "
        "musubi, csv, slots-jsonl, webdataset, civitai-zip, ideogram4, flux2, fibo (JSON captions, a file each or the "
        "texts of a table) put into slots",
    )
    parser.add_argument("--dry-run", action="store_true", help="say what would change, and change nothing")
    parser.add_argument(
        "--mode",
        choices=["fill", "replace", "alternatives"],
        default="fill",
        help="fill images without a caption (default), replace captions, or add alternatives to them",
    )
    parser.add_argument(
        "--lines",
        choices=["alternatives", "paragraphs", "tags"],
        help="what the lines of one caption are (paragraphs if nothing is said)",
    )
    parser.add_argument(
        "--as-draft",
        metavar="MODEL",
        help="what a tagger wrote: its tags are proposed beside the captions, for you to confirm; nothing is written",
    )
    parser.add_argument("--suffix", default="", metavar=".x", help="read the files of this suffix beside the images")
    parser.add_argument("--encoding", default="", metavar="NAME", help="of files that are not UTF-8: cp1252, shift_jis")
    parser.add_argument(
        "--namespaces", choices=["keep", "drop"], default="keep", help="hydrus: character:x as it is, or x (keep)"
    )
    parser.add_argument("--threshold", type=float, default=0.35, metavar="N", help="toriato: least confidence (0.35)")
    parser.add_argument("--keep-going", action="store_true", help="leave out what is refused, import the rest")
    parser.add_argument("--json", action="store_true", help="one JSON object, with every name")


def _add_filter(parser: argparse.ArgumentParser) -> None:
    """Add the option to a command."""
    parser.add_argument(
        "--filter",
        default="",
        metavar="EXPR",
        help='only images that fit: tag:"red hat" AND background:empty; @NAME is one of [filters] in project.toml',
    )
