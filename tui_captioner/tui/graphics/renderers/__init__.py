"""The ways of showing pictures, one entry each: a new one is a module here and a line in `registry`."""
