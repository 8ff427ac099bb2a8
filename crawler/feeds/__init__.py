"""Feeds: RSS, Atom and JSON Feed as entries, and the many ways in which they write a time."""
