"""A world of one account, for what a platform answers about it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from demo_oracle import AS_OF

from demo.accounts.identity import handle_of, secret_of
from demo.accounts.posts import write_posts
from demo.apis import Platforms
from demo.media import Account
from demo.odd import Answer
from demo.world import Area, Home, Unit, World


@dataclass(frozen=True)
class Stage:
    """One account, its platforms, and short ways of asking them."""

    world: World
    account: Account
    platforms: Platforms

    def secret(self, source: str) -> str:
        return secret_of(self.world, self.account, source)

    def ask(
        self, target: str, body: bytes = b"", headers: Mapping[str, str] | None = None, **query: object
    ) -> Answer:
        asked = f"{target}?{urlencode(query)}" if query else target
        answer = self.platforms.answer("POST" if body else "GET", asked, body, headers or {})
        assert answer is not None, target
        return answer

    def json(
        self, target: str, wanted: Mapping[str, object] | None = None, **query: object
    ) -> dict[str, Any]:
        """A question whose answer is JSON; `wanted` is posted as JSON."""
        body = b"" if wanted is None else json.dumps(wanted).encode()
        found: dict[str, Any] = json.loads(self.ask(target, body, **query).body)
        return found


def stage(platform: str, *sources: str, newest: int = 3, variable: str = "", **told: Any) -> Stage:
    """An account that posts every few days; `told` are its further fields (`quirks`, `state` …)."""
    unit = Unit(
        "mzj", "区民政局", "部门", ("民政局",), "", "澄岚区民政局", "区民政局", "澄岚区", "0700-8310001"
    )
    world = World(
        "澄岚区",
        "门户",
        "1",
        AS_OF,
        0,
        18610,
        1.0,
        [unit],
        Home(AS_OF),
        [Area(unit, "trs", 0, "", portal=True)],
    )
    account = Account("a1", unit, platform, "澄岚民政", "运行", 14, sources, called="澄岚民政", body="澄岚区民政局",
                      variable=variable)  # fmt: skip
    account.handle = handle_of(world, account)
    account.posts = write_posts(world, account, newest)
    for name, value in told.items():
        setattr(account, name, value)
    world.accounts.append(account)
    return Stage(world, account, Platforms(world))
