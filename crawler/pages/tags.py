"""The standard page tags (meta), whatever their case, order and spelling."""

from __future__ import annotations

from collections.abc import Mapping

from crawler.pages.titles import cleaned
from crawler.pages.tree import Doc
from crawler.pages.words import seen, table

_STANDARD = {
    name.lower(): name
    for name in (
        "SiteName", "SiteDomain", "SiteIDCode", "ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType",
        "ArticleTitle", "PubDate", "ContentSource", "Keywords", "Author", "Description", "Image", "Url",
    )
}  # fmt: skip
_MOST = 120
_MOST_VALUE = 1_000


def tags_of(doc: Doc) -> dict[str, str]:
    """The page's named tags with their content: standard names in standard spelling, the first that says something."""
    found: dict[str, str] = {}
    for meta in doc.metas:
        name = (meta.get("name") or meta.get("property") or "").strip()
        if not name or len(found) >= _MOST:
            continue
        name = _STANDARD.get(name.lower(), name)[:80]
        content = (meta.get("content") or "").strip()[:_MOST_VALUE]
        if content or name not in found:
            found[name] = found.get(name) or content
    return found


def tagged(tags: Mapping[str, str], key: str) -> str | None:
    """What the tags say of one thing (meta.toml); None where they are silent or hold a template's placeholder."""
    rules = table("meta")
    for name in rules[key]:
        said = tags.get(_STANDARD[name]) if name in _STANDARD else _in_any_case(tags, name)
        value = seen(cleaned(said) or "") if said else ""
        if value and value not in rules["placeholder"]:
            return value
    return None


def _in_any_case(tags: Mapping[str, str], wanted: str) -> str | None:
    found = [value for name, value in tags.items() if name.lower() == wanted]
    return found[-1] if found else None


def names_column(tags: Mapping[str, str]) -> bool:
    """Whether the tags are those of a column's page."""
    return any(name.lower() in table("meta")["column_page"] and value for name, value in tags.items())
