"""The pictures of QR codes by which the portal leads to new-media accounts."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from demo import qr
from demo.families.base import Page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from demo.world import World


def pages(world: World) -> Iterator[tuple[str, Page]]:
    """The pictures by their addresses."""
    leads = [*world.home.leads, *(lead for area in world.areas for lead in area.leads)]
    drawn = {lead.picture: lead.url for lead in leads if lead.picture}
    for path, text in drawn.items():
        yield path, Page(partial(qr.png, text), "image/png")
