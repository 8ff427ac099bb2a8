"""What a sweep works with: one desk, shared by its spiders and their middlewares."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from crawler.budget import Budget
from crawler.captures import CaptureWriter
from crawler.guard import Reach
from crawler.keeping import Keeper
from crawler.notebook import Notebook
from crawler.outage import Outage
from crawler.past import Past
from crawler.progress import Progress
from crawler.vault import Vault
from rules.model import Workspace
from rules.periods import Clock


@dataclass(frozen=True, slots=True)
class Desk:
    """The workspace and clock of a sweep, its notebook, captures, budget and secrets, its eye on outages, and what it tells the terminal.

    `browser` is the program that renders the portal's pages, `listens` the one that opens accounts' public pages; None
    where there is none, or the office wants none. `past` are the earlier sweeps; a probe has none.
    """

    workspace: Workspace
    clock: Clock
    notebook: Notebook
    writer: CaptureWriter | None
    budget: Budget
    outage: Outage
    reach: Reach
    progress: Progress
    browser: str | None = None
    vault: Vault = field(default_factory=lambda: Vault({}))
    listens: str | None = None
    past: Past | None = None

    @property
    def captures(self) -> Path:
        """Where the stored answers lie."""
        return self.workspace.var / "captures"

    @property
    def keeper(self) -> Keeper:
        """The hand that stores them."""
        assert self.writer is not None, "only a probe goes unrecorded"
        return Keeper(self.notebook, self.writer, self.captures)
