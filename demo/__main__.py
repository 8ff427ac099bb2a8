"""`python -m demo serve|build|score`: the demo district by hand."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date
from pathlib import Path

from demo.build import build, make
from demo.district import BASE_PORT
from demo.manifest import Manifest
from demo.score import score
from demo.server import run


def main(arguments: list[str] | None = None) -> int:
    """Run one of the three."""
    options = _parser().parse_args(arguments)
    if options.verb == "score":
        return _score(options.manifest, options.verdicts)
    kept = {"as_of": options.as_of, "seed": options.seed, "port": options.port, "scale": options.scale}
    if options.verb == "build":
        manifest = build(options.base, options.folder, **kept)
        told = (
            f"{len(manifest.faults)} faults and {len(manifest.near_misses)} near-misses in {options.folder}"
        )
        print(f"demo: {told}")  # noqa: T201
        return 0
    return run(make(options.base, **kept).site())


def _score(manifest: Path, verdicts: Path) -> int:
    text = sys.stdin.read() if str(verdicts) == "-" else verdicts.read_text(encoding="utf-8")
    found = score(Manifest.load(manifest), json.loads(text))
    print(found.render(), end="")  # noqa: T201
    return 0 if found.perfect else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m demo", description=__doc__)
    verbs = parser.add_subparsers(dest="verb", required=True)
    for verb, told in (
        ("serve", "serve portal and feeds on loopback"),
        ("build", "write the workspace of a seed"),
    ):
        one = verbs.add_parser(verb, help=told)
        one.add_argument("--base", type=Path, required=True, help="the base workspace: rules/districts/demo")
        one.add_argument(
            "--as-of", type=date.fromisoformat, required=True, help="the day everything hangs on"
        )
        one.add_argument("--seed", type=int, default=0, help="0 is the base as it stands")
        one.add_argument("--port", type=int, default=BASE_PORT, help=f"default {BASE_PORT}")
        one.add_argument(
            "--scale", type=float, default=1.0, help="share of the filler articles, 0.15 for quick tests"
        )
        if verb == "build":
            one.add_argument("folder", type=Path, help="where to write")
    marks = verbs.add_parser("score", help="hold `gongkai verdicts --format json` against a manifest")
    marks.add_argument("manifest", type=Path)
    marks.add_argument("verdicts", type=Path, help="a file, or - for standard input")
    return parser


if __name__ == "__main__":
    sys.exit(main())
