"""The platforms' interfaces as they answer in public, on the demo's own server. One file each; importing registers them.

They know the world and what platforms are known to answer; they know nothing of who asks.
"""

from __future__ import annotations

import importlib
import pkgutil

from demo.apis.base import APIS, Api, Asked, Platforms

for _module in pkgutil.iter_modules(__path__):
    importlib.import_module(f"{__name__}.{_module.name}")

__all__ = ["APIS", "Api", "Asked", "Platforms"]
