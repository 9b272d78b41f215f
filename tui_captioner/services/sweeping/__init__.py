"""Going over many images for one slot, or for one tag."""
