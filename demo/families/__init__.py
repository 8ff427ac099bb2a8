"""Five sorts of CMS that county portals run on. One file each; importing this package registers them all."""

from __future__ import annotations

import importlib
import pkgutil
import re

from demo.families.base import FAMILIES, Family, Page

for _module in pkgutil.iter_modules(__path__):
    importlib.import_module(f"{__name__}.{_module.name}")

__all__ = ["FAMILIES", "Family", "Page", "family_of"]


def family_of(portal_url: str) -> str:
    """The family whose addresses look like this one. ValueError where none does."""
    path = re.sub(r"^https?://[^/]+", "", portal_url)
    for name, family in FAMILIES.items():
        if family.address.fullmatch(path):
            return name
    raise ValueError(f"公开平台地址 {portal_url} 不属于演示门户的任何一种页面")
