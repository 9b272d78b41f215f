"""What lies in a dataset's `.tui-captioner/`."""
