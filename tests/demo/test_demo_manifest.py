"""The manifest: enough of everything, the same every time, and able to keep score."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from demo_oracle import AS_OF, BASE, CASES, planted

from demo import Manifest, build, make
from demo.families import FAMILIES
from demo.score import score

CHECKS = {
    "home-stale", "column-stale", "column-blank", "article-undated", "date-suspect", "link-dead", "privacy-leak",
    "item-missing", "item-stale", "item-late", "item-incomplete", "account-dormant", "account-revived", "account-gone",
    "account-renamed", "account-unregistered", "wording-error",
}  # fmt: skip
VERDICTS = {"pass", "suspected", "untested", "declared", "not_applicable", "absent"}
ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(("seed", "day"), CASES)
def test_enough_of_everything(seed: int, day: date) -> None:
    manifest = planted(seed, day).manifest
    assert len(manifest.faults) >= 100
    assert len(manifest.near_misses) >= 60
    fresh_home = seed % 4 == 3
    assert {fault.check for fault in manifest.faults} == CHECKS - ({"home-stale"} if fresh_home else set())
    assert {near.check for near in manifest.near_misses} >= CHECKS - {
        "home-stale",
        "item-stale",
        "account-revived",
    }
    assert all(set(near.allowed) <= VERDICTS for near in manifest.near_misses if near.check != "date-suspect")
    faults = [(fault.check, fault.unit, fault.key) for fault in manifest.faults]
    nears = [(near.check, near.unit, near.key) for near in manifest.near_misses]
    assert max(Counter(faults + nears).values()) == 1
    kinds = {"item": "item", "acco": "account", "colu": "column", "home": "site", "link": "link"}
    kinds |= dict.fromkeys(("priv", "word"), "article")
    posts = [fault for fault in manifest.faults if fault.kind == "post"]
    assert {fault.check for fault in posts} == {"wording-error", "privacy-leak"}
    assert all(
        fault.kind == kinds.get(fault.check[:4], "article") for fault in manifest.faults if fault not in posts
    )


@pytest.mark.parametrize("seed", range(8))
def test_blanks_and_challenges_look_like_no_common_cause(seed: int) -> None:
    """Three and 30 % of one template, or of one platform's source, would be an incident of the checker's."""
    demo = planted(seed)
    areas = {column.area: column for column in demo.world.columns()}
    templates = {(area.family, area.layout) for area in areas}
    for template in templates:
        columns = [one for one in demo.world.columns() if (one.area.family, one.area.layout) == template]
        blank = [one for one in columns if one.form == "list" and not one.articles]
        assert len(blank) <= 2 or len(blank) / len(columns) <= 0.3, template
    silent = Counter((one.platform, one.sources) for one in demo.world.accounts
                     if one.covered and not any(post.state == "已发布" for post in one.posts))  # fmt: skip
    assert all(count < 3 for count in silent.values())


def test_seed_zero_is_the_base_as_it_stands(tmp_path: Path) -> None:
    build(BASE, tmp_path, as_of=AS_OF, seed=0, port=18610, scale=0.1)
    for path in sorted(BASE.iterdir()):
        assert (tmp_path / path.name).read_bytes() == path.read_bytes(), path.name


def test_the_same_bytes_whatever_the_hash_seed(tmp_path: Path) -> None:
    sums = []
    for hash_seed in ("1", "2"):
        folder = tmp_path / hash_seed
        subprocess.run(
            [sys.executable, "-m", "demo", "build", "--base", BASE, "--as-of", "2026-11-22", "--seed", "5", "--port",
             "18999", "--scale", "0.1", folder],
            check=True, cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": hash_seed}, capture_output=True,
        )  # fmt: skip
        sums.append(
            {
                path.relative_to(folder): path.read_bytes()
                for path in sorted(folder.rglob("*"))
                if path.is_file()
            }
        )
    assert sums[0] == sums[1]
    text = b"".join(sums[0].values())
    assert b"127.0.0.1:18999" in text
    assert b"18610" not in text


def test_the_same_pages_every_time() -> None:
    def digest() -> str:
        site = make(BASE, as_of=AS_OF, seed=2, port=18610, scale=0.05).site()
        found = hashlib.sha256()
        for path in sorted(site.pages):
            found.update(site.answer(path).body)
        return found.hexdigest()

    assert digest() == digest()


def test_scale_keeps_what_is_planted() -> None:
    small, large = planted(4, scale=0.05).manifest, planted(4, scale=1.0).manifest
    assert Counter(fault.check for fault in small.faults) == Counter(fault.check for fault in large.faults)


def test_manifest_survives_its_file(tmp_path: Path) -> None:
    manifest = planted().manifest
    manifest.save(tmp_path / "manifest.json")
    assert Manifest.load(tmp_path / "manifest.json") == manifest


def test_a_perfect_checker() -> None:
    manifest = planted().manifest
    verdicts = [_verdict(fault.check, fault.unit, fault.key, "violation") for fault in manifest.faults]
    verdicts += [
        _verdict(near.check, near.unit, near.key, near.allowed[0])
        for near in manifest.near_misses
        if near.allowed[0] != "absent"
    ]
    found = score(manifest, verdicts)
    assert found.perfect
    assert sum(line.caught for line in found.lines) == len(manifest.faults)
    assert "误报" in found.render().splitlines()[0]


def test_a_checker_that_errs() -> None:
    manifest = planted().manifest
    fault, near = manifest.faults[0], next(one for one in manifest.near_misses if one.allowed == ("pass",))
    verdicts = [_verdict(one.check, one.unit, one.key, "violation") for one in manifest.faults[1:]]
    verdicts += [_verdict(fault.check, fault.unit, fault.key, "untested")]
    verdicts += [_verdict(near.check, near.unit, near.key, "violation")]
    verdicts += [_verdict("link-dead", "zfb", "http://elsewhere.example/", "violation")]
    found = score(manifest, verdicts)
    assert [wrong.key for wrong in found.missed] == [fault.key]
    assert {wrong.key for wrong in found.false_alarms} == {near.key, "http://elsewhere.example/"}
    assert near.key in {wrong.key for wrong in found.misjudged}
    assert not found.perfect
    assert "漏报" in found.render()


def test_each_layout_is_used() -> None:
    used = {(area.family, area.layout) for seed in range(3) for area in planted(seed).world.areas}
    assert used == {(name, layout) for name in FAMILIES for layout in range(3)}


def _verdict(check: str, unit: str, key: str, verdict: str) -> dict[str, object]:
    return {
        "check": check,
        "unit": unit,
        "subject": {"kind": "?", "key": key},
        "verdict": verdict,
        "reason_code": None,
    }
