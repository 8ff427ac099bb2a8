"""The name of the column to which a page belongs: what readers see before what the tags say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from crawler.pages.notes import Notes, Offer, choose
from crawler.pages.tags import tagged
from crawler.pages.titles import title_parts
from crawler.pages.words import squeezed, whole

_HOMES = whole("crumbs", "home", "words")


def column_name(
    tags: Mapping[str, str],
    trail: Sequence[str],
    page_title: str | None,
    article_title: str | None,
    notes: Notes | None = None,
) -> str | None:
    """ColumnName, unless it holds the site's name or contradicts the breadcrumb; else the last crumb, or <title>."""
    site, tag = tagged(tags, "site"), tagged(tags, "column")
    own = squeezed(article_title or "")
    crumbs = [name for name in trail if squeezed(name).lower() not in _HOMES and not _is_title(name, own)]
    honest = tag if tag is not None and (site is None or squeezed(tag) not in squeezed(site)) else None
    agrees = honest is not None and (not crumbs or any(squeezed(honest) == squeezed(name) for name in crumbs))
    typed = tagged(tags, "column_type") if tag is not None else None
    parts = title_parts(page_title or "", {squeezed(site)} if site else set())
    rest = parts[0] if parts and article_title is None and tag is None else None
    offers = (
        Offer(honest if agrees else None, "meta tag: ColumnName", tag or ""),
        Offer(crumbs[-1] if crumbs else None, "last crumb", " > ".join(trail)),
        Offer(typed, "meta tag: ColumnType", typed or ""),
        Offer(tag, "meta tag: ColumnName, though it names the site or contradicts the trail", tag or ""),
        Offer(rest, "rest of <title>", page_title or ""),
    )
    return choose(notes, "column_name", offers)


def _is_title(crumb: str, title: str) -> bool:
    """Whether a crumb repeats the article's title, whole or cut."""
    short = squeezed(crumb).rstrip(".…⋯")
    return bool(title) and len(short) > 8 and title.startswith(short)
