"""Every trouble that any seed may deal to an account, in one register: each is judged as the manifest allows."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from demo import make
from demo.accounts.identity import handle_of
from demo.accounts.posts import write_posts
from demo.build import write
from demo.media import Account
from demo.plants import account_dormant, account_gone
from demo.plants.roles import Role, play
from demo.plants.scene import Scene
from demo.score import score
from demo.tables import Row
from tests.crawler.small_site import unused_port
from tests.demo.serving import served
from tests.e2e.conftest import DAY, ROOT, Ran, command
from tests.e2e.test_demo_seeds import AWKWARD

pytestmark = [pytest.mark.browser, pytest.mark.soak, pytest.mark.timeout(1800)]
CHECKS = ("account-dormant", "account-gone")
_numbers = count(101)


def deal_all(
    scene: Scene, name: str, fits: Callable[[Account], bool], must: Sequence[Role], may: Sequence[Role] = ()
) -> None:
    """In place of the demo's own hand: a new account for every role, like the one of the register that fits."""
    old = next((one for one in scene.world.accounts if fits(one) and len(one.code) == 4), None)
    for role in [*must, *may] if old else ():
        play(scene, _another(scene, old), role)


def _another(scene: Scene, old: Account) -> Account:
    rows = scene.district.tables["accounts"]
    code = f"{old.code[:2]}{next(_numbers)}"
    row = _renamed(next(row for row in rows if row["账号编号"] == old.code), old.code, code)
    rows.append(row)
    addresses = tuple(part.strip() for part in row["采集地址"].split(">"))
    new = Account(
        code, old.unit, old.platform, row["账号名称"], old.status, old.days, old.sources, addresses, purpose=old.purpose,
        called=row["账号名称"], body=old.body, variable=row["密钥变量名"],
    )  # fmt: skip
    new.handle = handle_of(scene.world, new)
    new.posts = write_posts(scene.world, new, 3)
    scene.world.accounts.append(new)
    return new


def _renamed(row: Row, old: str, code: str) -> Row:
    told = {name: cell.replace(old, code).replace(old.upper(), code.upper()) for name, cell in row.items()}
    return told | {"账号名称": f"{row['账号名称']}{code[2:]}"}


@pytest.mark.parametrize("day", [DAY, *(str(day) for day in AWKWARD[:3])])
def test_every_role_is_judged_right(day: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (account_dormant, account_gone):
        monkeypatch.setattr(module, "deal", deal_all)
    base, port = ROOT / "rules" / "districts" / "demo", unused_port()
    demo = make(base, as_of=type(AWKWARD[0]).fromisoformat(day), seed=0, port=port, scale=0.02)
    assert len(demo.world.accounts) > 100
    write(demo, tmp_path)
    with served(demo.site(), port):
        swept = _run(tmp_path, day, "sweep", "--only", "accounts", **demo.secrets)
    assert swept.code == 3, swept
    assert _run(tmp_path, day, "check").code in (0, 3, 6)
    verdicts = json.loads(_run(tmp_path, day, "verdicts").out)
    found = score(
        replace(
            demo.manifest,
            faults=tuple(one for one in demo.manifest.faults if one.check in CHECKS),
            near_misses=tuple(one for one in demo.manifest.near_misses if one.check in CHECKS),
        ),
        [row for row in verdicts if row["check"] in CHECKS],
    )
    assert found.perfect, found.render()


def _run(folder: Path, day: str, *words: str, **more: str) -> Ran:
    return command("--workspace", str(folder), "--as-of", day, "--quiet", *words, timeout=900, **more)
