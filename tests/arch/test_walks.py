"""Nothing but what is named here reads images, one after the other: questions about many go to the catalogue.

To read an image that was never edited takes a look into its sidecar, and placing its tags: a minute for 100,000.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import tui_captioner

PACKAGE = Path(tui_captioner.__file__).parent
READS = frozenset({"record", "peek", "look_over", "problem", "caption", "written_tags", "read_sidecar"})
"""Methods of a session that read an image and place its tags; `unplaced` does not place them."""
OWNERS = frozenset({"session", "_session", "_known", "known"})

READERS: Mapping[str, str] = {
    "services/catalogue/image_rows.py::maker_of": "fills the catalogue",
    "services/catalogue/unsure.py::UnsureImages.look": "one image, which the catalogue named",
    "services/catalogue/listing.py::describe": "one image",
    "services/catalogue/single.py::looked_at": "one in sight, before the catalogue is whole",
    "services/catalogue/completion.py::Completer._context": "the image at hand",
    "services/catalogue/completion.py::Completer._previous": "the one before",
    "services/catalogue/completion.py::Completer.finished": "the one that is left",
    "services/catalogue/completion.py::Completer.catch_up": "those that a step changed, a few at a time",
    "services/drafting/picture_evidence.py::PictureEvidence._learn": "one image that a tagger saw",
    "services/bulk/proposal.py::Proposal._looked_through": "what is to be changed; the catalogue knows the slots",
    "services/bulk/proposal.py::Proposal.records": "the same",
    "services/bulk/proposal.py::Proposal.samples": "one image",
    "services/bulk/proposed.py::image_change": "one image",
    "services/bulk/changed_outside.py::Decision._note": "one that was changed outside",
    "services/lookalikes/taking.py::TakingFromAlike.new_record": "the one that an image takes tags from",
    "services/exporting/export_plan.py::_item": "where a template writes the slots; the catalogue knows them",
    "services/exporting/slots_rows.py::row_of": "all slots are written; the catalogue knows them",
    "services/importing/importing.py::_known": "one that an import has a row for, mostly without its slots",
    "services/side_by_side.py::SideBySide._of": "one that a step changed; the catalogue knows the slots of the others",
    "services/sweeping/yes_no.py::YesNo.caption": "the image at hand",
    "services/sweeping/yes_no.py::YesNo._carry_out": "the same",
    "cli/show.py::run": "each image is printed; the catalogue knows the slots",
    "cli/show.py::_Otherwise.written": "the same",
}
"""Functions of services and commands that read an image, and why they may."""

WALKS = {
    "services/bulk/proposal.py::Proposal._looked_through",
    "services/bulk/proposal.py::Proposal.records",
    "cli/show.py::run",
    # Nine at most, which the catalogue named.
    "tui/browse/look_alikes.py::LookAlikePage._compare_alike",
}
"""Functions that read one image after the other."""


def functions(tree: ast.AST, before: str = "") -> Iterator[tuple[str, ast.AST]]:
    """Every function of a file with its name, behind that of its class."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield before + node.name, node
        elif isinstance(node, ast.ClassDef):
            yield from functions(node, f"{before}{node.name}.")


def reads(node: ast.AST) -> Iterator[ast.Call]:
    """The calls that read an image."""
    for call in ast.walk(node):
        if isinstance(call, ast.Call):
            if _last_name(call.func) not in (*READS, "describe"):
                continue
            owner, _, method = ast.unparse(call.func).rpartition(".")
            if call.args and ((method in READS and owner.rpartition(".")[2] in OWNERS) or method == "describe"):
                yield call


def _last_name(node: ast.expr) -> str:
    """What stands behind the last dot; to have it written out with all before it takes a hundred times as long."""
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def walks_over(function: ast.AST) -> bool:
    """Whether a function reads, in a loop, the image that the loop is at."""
    for loop in ast.walk(function):
        if isinstance(loop, ast.For | ast.AsyncFor):
            targets: list[ast.expr] = [loop.target]
        elif isinstance(loop, ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp):
            targets = [part.target for part in loop.generators]
        else:
            continue
        targets += [target for node in ast.walk(loop) if isinstance(node, ast.Assign) for target in node.targets]
        at = {node.id for target in targets for node in ast.walk(target) if isinstance(node, ast.Name)}
        if any(names(call) & at for call in reads(loop)):
            return True
    return False


def names(call: ast.Call) -> set[str]:
    return {node.id for argument in call.args for node in ast.walk(argument) if isinstance(node, ast.Name)}


@cache
def all_functions() -> list[tuple[str, ast.AST]]:
    """Every function of the package with its path and name."""
    return [
        (f"{path.relative_to(PACKAGE).as_posix()}::{name}", function)
        for path in PACKAGE.rglob("*.py")
        for name, function in functions(ast.parse(path.read_text(encoding="utf-8")))
    ]


def test_only_these_functions_go_over_images_to_read_them() -> None:
    assert {name for name, function in all_functions() if walks_over(function)} == WALKS


def test_only_these_functions_of_services_and_commands_read_images() -> None:
    found = {name for name, function in all_functions() if any(reads(function))}
    outside = {name for name in found if name.startswith(("services/", "cli/")) and "services/session/" not in name}
    assert outside == READERS.keys()


def test_a_walk_is_found() -> None:
    source = """
class Walk:
    def over(self):
        return [self._session.peek(name) for name in self._session.names]

def aside(session, name):
    return [tag for tag in session.record(name).caption]

async def each(session):
    for name in session.names:
        print(describe(session, name))
"""
    found = {name for name, function in functions(ast.parse(source)) if walks_over(function)}
    assert found == {"Walk.over", "each"}
