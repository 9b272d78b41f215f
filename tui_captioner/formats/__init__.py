"""Caption formats, one file each: bytes to captions and back. No paths."""
