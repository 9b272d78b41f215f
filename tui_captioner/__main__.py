"""`python -m tui_captioner` does what the `tui-captioner` command does."""

from tui_captioner.cli.main import main

if __name__ == "__main__":
    raise SystemExit(main())
