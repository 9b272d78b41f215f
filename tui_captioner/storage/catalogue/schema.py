"""The tables of a catalogue. It is derived, so another version of them is made anew, never migrated."""

from __future__ import annotations

VERSION = 7
"""Grows with each change of the tables, or of what stands in them."""

TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
-- made_of: what the rows of the image were made of, NULL where they are to be made anew. digest: of the bytes of its
-- sidecar. edited: from captions.db. vacant: its first caption holds nothing. folded: the name as it is looked for,
-- NULL where that is the name. tags, tokens: of the first caption as it is written. filled: a bit for each slot, by its
-- id, that the first caption has tags in.
CREATE TABLE image (
    id INTEGER PRIMARY KEY, position INTEGER NOT NULL, name TEXT NOT NULL UNIQUE, folded TEXT, made_of BLOB,
    digest BLOB, edited INTEGER NOT NULL, state INTEGER NOT NULL, tags INTEGER NOT NULL, tokens INTEGER NOT NULL,
    unsure INTEGER NOT NULL, vacant INTEGER NOT NULL, filled INTEGER NOT NULL, problem TEXT NOT NULL
) STRICT;
CREATE INDEX image_position ON image (position);
CREATE INDEX image_unsure ON image (position) WHERE unsure;
CREATE INDEX image_unfinished ON image (position) WHERE state NOT IN (2, 3);
-- bare: the key by which tags are placed like those of edited captions. key: the one by which they are looked for.
CREATE TABLE text (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE, bare TEXT NOT NULL, key TEXT NOT NULL) STRICT;
CREATE TABLE slot (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE) STRICT;
-- caption: 0 for the first one. place: in the order of the slots, over all captions. rank: in the order in which the
-- first caption is written, repeats left out; NULL for what has none. kind: see `told_findings.kind_of`.
CREATE TABLE tag (
    image INTEGER NOT NULL, place INTEGER NOT NULL, caption INTEGER NOT NULL, slot INTEGER NOT NULL,
    text INTEGER NOT NULL, unsure INTEGER NOT NULL, rank INTEGER, kind INTEGER NOT NULL, PRIMARY KEY (image, place)
) STRICT, WITHOUT ROWID;
-- Captions as they are written, the first one is 0; key as it is looked for, NULL where that is the text. Below 0: tags
-- that stand in none of them, so that looking for a word goes over one table.
CREATE TABLE caption (
    image INTEGER NOT NULL, number INTEGER NOT NULL, text TEXT NOT NULL, key TEXT, PRIMARY KEY (image, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE note (image INTEGER PRIMARY KEY, text TEXT NOT NULL, key TEXT NOT NULL) STRICT;
-- The states that slots were given; key: of the note, as it is looked for.
CREATE TABLE slot_state (
    image INTEGER NOT NULL, slot INTEGER NOT NULL, state INTEGER NOT NULL, note TEXT NOT NULL, key TEXT NOT NULL,
    PRIMARY KEY (image, slot)
) STRICT, WITHOUT ROWID;
CREATE TABLE author (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE) STRICT;
-- How many of the tags of its captions each has set.
CREATE TABLE set_by (
    image INTEGER NOT NULL, author INTEGER NOT NULL, tags INTEGER NOT NULL, PRIMARY KEY (image, author)
) STRICT, WITHOUT ROWID;
-- How many tags a model proposes that nobody confirmed, and how many of these are new words.
CREATE TABLE proposed (
    image INTEGER NOT NULL, author INTEGER NOT NULL, tags INTEGER NOT NULL, new INTEGER NOT NULL,
    PRIMARY KEY (image, author)
) STRICT, WITHOUT ROWID;
CREATE TABLE rule (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE) STRICT;
-- What is told of the first caption, how often each; 0 for what is so and told of finished images alone.
CREATE TABLE finding (
    image INTEGER NOT NULL, rule INTEGER NOT NULL, found INTEGER NOT NULL, PRIMARY KEY (image, rule)
) STRICT, WITHOUT ROWID;
-- All that checks found on it, as JSON: see `told_findings.as_text`.
CREATE TABLE finding_text (image INTEGER PRIMARY KEY, told TEXT NOT NULL) STRICT;
-- Where edited captions had their tags when the others were placed.
CREATE TABLE practice (bare TEXT NOT NULL, slot TEXT NOT NULL, images INTEGER NOT NULL, PRIMARY KEY (bare, slot))
    STRICT, WITHOUT ROWID;
-- Pictures by what they look like. made_of: the file that was looked at, empty where it may change yet. hashes: two of
-- 64 bits, the second of the mirrored picture; empty for one of one colour, and for one that can't be decoded, where
-- problem says why. The greys stand apart, so that reading all hashes does not read them.
CREATE TABLE picture (name TEXT PRIMARY KEY, made_of BLOB NOT NULL, hashes BLOB NOT NULL, problem TEXT NOT NULL)
    STRICT, WITHOUT ROWID;
CREATE TABLE picture_greys (name TEXT PRIMARY KEY, greys BLOB NOT NULL) STRICT;
-- The headers of pictures, by their path below the dataset. made_of: the file that was looked at.
CREATE TABLE picture_head (
    file TEXT PRIMARY KEY, made_of BLOB NOT NULL, kind TEXT NOT NULL, problem TEXT NOT NULL, width INTEGER NOT NULL,
    height INTEGER NOT NULL, orientation INTEGER NOT NULL, frames INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
-- Those that look alike. number: of the group, from 1. part: the same for pictures that are the same. rank: the order
-- in which they are listed.
CREATE TABLE look_alike (name TEXT PRIMARY KEY, number INTEGER NOT NULL, part INTEGER NOT NULL, rank INTEGER NOT NULL)
    STRICT, WITHOUT ROWID;
CREATE INDEX look_alike_part ON look_alike (part);
CREATE INDEX look_alike_number ON look_alike (number);
"""

INDEXES = "CREATE INDEX IF NOT EXISTS tag_text ON tag (text, slot, image, caption, rank)"
"""Made after the first filling: before it, that takes twice as long. It has all that counting asks for."""
