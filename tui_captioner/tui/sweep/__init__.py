"""Going over many images for one slot, or asking about one tag: one picture after the other, nothing else."""
