"""The parts that completion is made of: keys, indexes, what usually follows what, ghost words."""
