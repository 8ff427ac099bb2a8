"""What holds for every test."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("busy", deadline=None)  # no test asserts a time: the machine may be anybody's
settings.load_profile("busy")
