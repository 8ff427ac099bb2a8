"""The plan of a portal sweep: what to ask next, from what was read so far. Pure; the spider only carries it out."""
