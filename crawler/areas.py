"""Whose is a page? The unit's own area first, then the names on the page; what belongs to nobody is the owner's."""

from __future__ import annotations

from collections.abc import Sequence

from crawler.addresses import folder, has_folder, page_key, parent_folder, within
from crawler.items import Page
from rules.model import Unit, Workspace
from rules.names import UnitIndex


class Areas:
    """Attribution for one workspace. Every answer is a unit's code, or None; nothing is guessed."""

    def __init__(self, workspace: Workspace) -> None:
        self.owner = workspace.district.portal_owner
        self.home = workspace.portal.home
        self._index = UnitIndex(workspace.units, workspace.district.name)
        self._fronts = {page_key(unit.portal_url): unit.code for unit in workspace.units if unit.portal_url}
        self._folders = _folders(workspace.units, workspace.portal.home)

    def front_of(self, url: str) -> str | None:
        """The unit whose disclosure page this is."""
        return self._fronts.get(page_key(url))

    def of_url(self, url: str) -> str | None:
        """The unit in whose folder an address lies; the deepest folder wins."""
        if (front := self.front_of(url)) is not None:
            return front
        inside = [(len(prefix), code) for prefix, code in self._folders.items() if within(url, prefix)]
        return max(inside)[1] if inside else None

    def of_trail(self, page: Page) -> str | None:
        """The one unit that a page's breadcrumb names, by words or by a link to the unit's page."""
        named = {code for crumb in page.breadcrumbs if (code := self._index.exact(crumb))}
        named |= {code for link in page.breadcrumb_links if (code := self.front_of(link.url))}
        return named.pop() if len(named) == 1 else None

    def of_source(self, source: str | None) -> str | None:
        """The unit that 发布机构/来源 names."""
        return self._index.exact(source) if source else None

    def of_title(self, title: str) -> str | None:
        """The one unit that a title names."""
        return self._index.mentioned(title)


def _folders(units: Sequence[Unit], home: str) -> dict[str, str]:
    """Each unit's own folder. A folder that several units share, or in which the home page lies, is nobody's."""
    fronts = {unit.code: unit.portal_url for unit in units if unit.portal_url}
    folders: dict[str, str] = {}
    for code, url in fronts.items():
        others = [home, *(other for owner, other in fronts.items() if owner != code)]
        wide_first = (parent_folder(url), folder(url)) if has_folder(url) else ()
        own = next((f for f in wide_first if not any(within(other, f) for other in others)), None)
        if own is not None:
            folders[own] = code
    return folders
