"""Rows of `units`."""

from __future__ import annotations

from rules.loading.cells import Cells
from rules.model import Unit, UnitKind


def load_unit(cells: Cells) -> Unit:
    """One unit that must disclose."""
    return Unit(
        code=cells.code("code"),
        name=cells.name("name"),
        kind=UnitKind(cells.key("kind", "kind", UnitKind.OTHER)),
        aliases=cells.several("aliases"),
        portal_url=cells.url("portal_url"),
        contact=cells.text("contact"),
        email=cells.email("email"),
    )
