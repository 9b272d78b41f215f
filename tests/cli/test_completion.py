"""`completion`: the scripts complete in the shells that they are for."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.support.loaded import loaded_after
from tests.terminal.driver import need
from tui_captioner.cli.base_parser import COMMANDS
from tui_captioner.cli.completion import script
from tui_captioner.cli.main import main

_BASH = """
source "$1"; shift
COMP_WORDS=("$@"); COMP_CWORD=$(( $# - 1 )); COMPREPLY=()
_shtab_tui_captioner
printf '%s\\n' "${COMPREPLY[@]}"
"""
WANTED = [
    ("ch", {"check"}),
    ("check . --fo", {"--for"}),
    ("check . --for sd", {"sd-scripts"}),
    ("export . --to kohya", {"kohya-jsonl"}),
    ("tags . mer", {"merge"}),
    ("open --quality lo", {"low"}),
    ("completion fi", {"fish"}),
    ("help trou", {"troubleshooting"}),
    ("help exp", {"export"}),
]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_is_one_that_the_shell_reads(shell: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["completion", shell]) == 0
    printed = capsys.readouterr().out
    assert printed == script(shell)
    assert all(command in printed for command in COMMANDS)
    file = tmp_path / "script"
    file.write_text(printed)
    done = subprocess.run([need(shell), "-n", file], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(("typed", "offered"), WANTED, ids=lambda value: str(value))
def test_bash_offers_commands_options_and_values(tmp_path: Path, typed: str, offered: set[str]) -> None:
    file = tmp_path / "script"
    file.write_text(script("bash"))
    command = [need("bash"), "-c", _BASH, "bash", str(file), "tui-captioner", *typed.split()]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert offered <= set(done.stdout.split())


@pytest.mark.parametrize(("typed", "offered"), WANTED, ids=lambda value: str(value))
def test_fish_offers_them_too(tmp_path: Path, typed: str, offered: set[str]) -> None:
    file = tmp_path / "script"
    file.write_text(script("fish"))
    program = f"source {file}; complete -C 'tui-captioner {typed}'"
    env = {"HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path)}
    done = subprocess.run([need("fish"), "-c", program], capture_output=True, text=True, check=True, env=env)
    assert offered <= {line.split("\t")[0] for line in done.stdout.splitlines()}


def test_folders_are_offered_where_a_dataset_stands(tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos.txt").touch()
    file = tmp_path / "script"
    file.write_text(script("bash"))
    command = [need("bash"), "-c", _BASH, "bash", str(file), "tui-captioner", "show", "pho"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=tmp_path)
    assert done.stdout.split() == ["photos"]


def test_another_shell_is_wrong_use(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["completion", "bsh"])
    assert caught.value.code == 2
    assert "Did you mean bash?" in capsys.readouterr().err


def test_no_other_command_loads_what_makes_the_scripts(dataset: Path) -> None:
    given = [["--version"], ["show", str(dataset)], ["keys"]]
    for arguments in given:
        loaded = loaded_after(
            "import contextlib",
            "from tui_captioner.cli.main import main",
            "with contextlib.suppress(SystemExit):",
            f"    main({arguments!r})",
        )
        assert "tui_captioner.cli.base_parser" in loaded
        assert loaded & {"shtab", "difflib"} == set()
    assert (
        loaded_after("from tui_captioner.cli.main import main", "main(['completion', 'bash'])") & {"textual"} == set()
    )
