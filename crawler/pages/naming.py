"""The name of the column to which a page belongs: what readers see before what the tags say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from crawler.pages.tags import tagged
from crawler.pages.titles import title_parts
from crawler.pages.words import squeezed, whole

_HOMES = whole("crumbs", "home", "words")


def column_name(
    tags: Mapping[str, str], trail: Sequence[str], page_title: str | None, article_title: str | None
) -> str | None:
    """ColumnName, unless it holds the site's name or contradicts the breadcrumb; else the last crumb, or <title>."""
    site, tag = tagged(tags, "site"), tagged(tags, "column")
    own = squeezed(article_title or "")
    crumbs = [name for name in trail if squeezed(name).lower() not in _HOMES and not _is_title(name, own)]
    honest = tag if tag is not None and (site is None or squeezed(tag) not in squeezed(site)) else None
    if honest is not None and (not crumbs or any(squeezed(honest) == squeezed(name) for name in crumbs)):
        return honest
    if crumbs:
        return crumbs[-1]
    if tag is not None:
        return tagged(tags, "column_type") or tag
    parts = title_parts(page_title or "", {squeezed(site)} if site else set())
    return parts[0] if parts and article_title is None else None


def _is_title(crumb: str, title: str) -> bool:
    """Whether a crumb repeats the article's title, whole or cut."""
    short = squeezed(crumb).rstrip(".…⋯")
    return bool(title) and len(short) > 8 and title.startswith(short)
