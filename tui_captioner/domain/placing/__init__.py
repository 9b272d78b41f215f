"""How a tag that was made elsewhere finds its slot: known terms, nearest terms, shape, order."""
