"""Exports of creators' back ends: tables of posts, and the statements of what they cover."""
