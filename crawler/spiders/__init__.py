"""The spiders: they carry out a plan, and every question they ask ends in a stored outcome."""
