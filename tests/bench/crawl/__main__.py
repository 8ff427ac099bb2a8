"""`python -m tests.bench.crawl`: ours beside a bare Scrapy spider at three sizes, and other link walkers at the first.

Needs nginx (apt-get install nginx-light), wget, and where they are there: linkchecker (requirements-bench.txt) and
linkinator (npm install linkinator), each told by --linkchecker and --linkinator or found in PATH.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.bench.crawl.ground import AS_OF, Ground
from tests.bench.crawl.measuring import Cost, cost_of
from tests.bench.crawl.serving import Log, serving

_PYTHON = sys.executable
_LIMIT = {"linkchecker": 300.0, "linkinator": 300.0}
"""Seconds after which a slow peer is stopped: pages per second are known by then."""


@dataclass(frozen=True)
class Figures:
    """One crawler at one size."""

    scale: str
    name: str
    cost: Cost
    requests: int
    pages: int

    def line(self) -> str:
        """One row of the table."""
        return (
            f"| {self.scale} | {self.name} | {self.requests} | {self.pages} | {self.cost.wall:.1f} | {self.pages / self.cost.wall:.0f} "
            f"| {self.cost.cpu:.1f} | {1000 * self.cost.cpu / max(1, self.requests):.2f} | {self.cost.peak:.0f} | {self.cost.code} |"
        )


HEAD = (
    "| size | crawler | requests | pages (200) | wall s | pages/s | CPU s | CPU ms/request | peak MB | exit |\n"
    "|---|---|---|---|---|---|---|---|---|---|"
)


def walkers(
    ground: Ground, options: argparse.Namespace, work: Path
) -> Iterator[tuple[str, list[str | Path]]]:
    """The commands to be compared at one size, each over the whole portal."""
    office = work / "office"
    shutil.rmtree(office, ignore_errors=True)
    ground.open_office(office)
    sweep = ["sweep", "--only", "portal", "--quiet", "--workspace", office, "--as-of", AS_OF.isoformat()]
    named: dict[str, list[str | Path]] = {
        "ours": [_PYTHON, "-m", "crawler", *sweep],
        "bare scrapy": [_PYTHON, "-m", "tests.bench.crawl.bare", ground.home],
    }
    if ground.demo.world.scale == 1:
        named["wget"] = ["wget", "-q", "--spider", "-r", "-l", "inf", "-nd", "-P", work, ground.home]
        named["linkinator"] = [
            options.linkinator,
            ground.home,
            "--recurse",
            "--silent",
            "--skip",
            r"^(?!http://127)",
        ]
        settings = work / "linkchecker.conf"
        settings.write_text("[checking]\nmaxrequestspersecond=100000\n")  # its default is 10
        named["linkchecker"] = [
            options.linkchecker,
            "-f",
            settings,
            "--no-status",
            "--no-warnings",
            ground.home,
        ]
    for name, command in named.items():
        if name in options.only and shutil.which(str(command[0])):
            yield name, command


def compare(options: argparse.Namespace) -> Iterator[Figures]:
    """Every crawler at every size, in turn, on the same pages."""
    for scale in options.sizes:
        folder = options.folder / f"x{scale:g}"
        work = folder / "work"
        work.mkdir(parents=True, exist_ok=True)
        ground = Ground.prepare(folder, scale=scale, port=options.port, look_back=options.look_back)
        told = ground.write()
        print(f"x{scale:g}: {told} pages on disk", file=sys.stderr)
        with serving(folder / "nginx", ground.pages, options.port) as log:
            for name, command in walkers(ground, options, work):
                yield _figures(f"×{scale:g}", name, command, log, work)


def _figures(scale: str, name: str, command: list[str | Path], log: Log, work: Path) -> Figures:
    mark = log.mark()
    cost = cost_of(command, log=work / f"{name.replace(' ', '-')}.log", limit=_LIMIT.get(name, 7200))
    asked = log.since(mark)
    return Figures(scale, name, cost, len(asked), sum(status == 200 for *_, status in asked))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.crawl", description=__doc__)
    parser.add_argument(
        "--sizes", type=lambda text: [float(one) for one in text.split(",")], default=[1.0, 5.0, 25.0]
    )
    parser.add_argument("--folder", type=Path, default=Path("build/bench"), help="where the portals are kept")
    parser.add_argument("--port", type=int, default=18747)
    parser.add_argument("--look-back", type=int, default=1500, help="1500: every article is opened")
    parser.add_argument("--linkchecker", default="linkchecker")
    parser.add_argument("--linkinator", default="linkinator")
    parser.add_argument("--only", type=lambda text: text.split(","), help="some of the crawlers",
                        default=["ours", "bare scrapy", "wget", "linkinator", "linkchecker"])  # fmt: skip
    options = parser.parse_args()
    print(HEAD)
    for figures in compare(options):
        print(figures.line(), flush=True)


if __name__ == "__main__":
    main()
