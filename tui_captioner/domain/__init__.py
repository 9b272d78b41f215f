"""The rules of captions: structure, tags, vocabulary, suggestions. Pure: no I/O, no clock, no Textual, no SQL."""
