"""The embedded demo district: an invented portal and invented accounts, with a manifest of what is wrong in them.

It stands in for a real district. It knows nothing of the checker, nor the checker of it; both know only the contract.
How it is made, in this order:

    district  the base workspace (rules/districts/demo), renamed for seeds other than 0
    world     units, areas, columns, articles, accounts: all of it right, grown out of the catalog (`grow/`)
    plants    faults and near-misses put into the world, each with a line in the manifest (`plants/`)
    families  the world as pages of five sorts of CMS (`families/`), and as feeds and exports (`accounts/`)
    server    the pages on loopback
"""

from demo.build import Demo, build, make
from demo.manifest import Manifest

__all__ = ["Demo", "Manifest", "build", "make"]
