"""Everything that touches the disk: database, sidecars, settings, dataset scan, image decoding."""
