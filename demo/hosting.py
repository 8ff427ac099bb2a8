"""The demo as a whole: the workspace written, the portal served by a process of its own, the manifest at hand."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from demo.build import make, write
from demo.manifest import FILE, Manifest
from demo.score import Score, score

_PATIENCE = 60.0
"""Seconds in which the server must have stopped."""


class HostingError(Exception):
    """Raised when the demo cannot be set up: a folder that holds something else, a port that is taken."""


@dataclass(frozen=True, slots=True)
class Which:
    """Which demo district: its day, its seed, its port, its size."""

    as_of: date
    seed: int
    port: int
    scale: float = 1.0


@dataclass(frozen=True, slots=True)
class Stand:
    """A demo that stands: its workspace, its manifest, the process that serves it, and the keys to its platforms.

    The keys are for whoever collects, as variables of the environment: they are written nowhere.
    """

    folder: Path
    manifest: Manifest
    server: subprocess.Popen[str]
    secrets: Mapping[str, str] = field(repr=False)

    def marks(self, verdicts: bytes) -> Score:
        """Hold what `gongkai verdicts --format json` printed against the manifest."""
        return score(self.manifest, json.loads(verdicts))

    def keep(self) -> None:
        """Go on serving until Ctrl-C."""
        with suppress(KeyboardInterrupt):
            self.server.wait()


@contextmanager
def stand(base: Path, folder: Path | None, which: Which) -> Iterator[Stand]:
    """Write the workspace (anew, into `folder` or a new temporary one) and serve its portal while the block runs."""
    place = _empty(folder) if folder is not None else Path(tempfile.mkdtemp(prefix="gongkai-demo-"))
    demo = make(base, as_of=which.as_of, seed=which.seed, port=which.port, scale=which.scale)
    write(demo, place)
    words = [
        sys.executable,
        "-P",
        "-m",
        "demo",
        "serve",
        "--base",
        str(base),
        "--as-of",
        which.as_of.isoformat(),
    ]
    words += ["--seed", str(which.seed), "--port", str(which.port), "--scale", str(which.scale)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        assert server.stderr is not None
        try:
            if not server.stdout.readline():  # the ready line, or the end of a server that could not start
                raise HostingError(server.stderr.read().strip() or "示例门户未能启动")
            yield Stand(place, demo.manifest, server, demo.secrets)
        finally:
            server.terminate()
            server.wait(timeout=_PATIENCE)


def _empty(folder: Path) -> Path:
    """A folder for a fresh demo: new, empty, or one that an earlier demo wrote, which is cleared."""
    if folder.exists() and any(folder.iterdir()):
        if not (folder / FILE).exists():
            raise HostingError(f"{folder} 已有内容，且不是示例工作区，不会覆盖")
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)
    return folder
