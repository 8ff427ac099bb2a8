"""The store: one SQLite file that joins the stages. The tables of a sweep live here; docs/store.md explains them.

Each package that writes has its own named set of migrations; this module opens the file for all of them.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlite_utils import Database, Migrations

from crawler.hiding import JUDGED, hide_stored
from crawler.private import private_file, private_folder
from crawler.troubles import StoreError as StoreError  # noqa: PLC0414 - what users of the store must expect
from crawler.troubles import must_not_begin_anew, store_error

migrations = Migrations("crawler")
_PATIENCE = 10_000
"""Milliseconds that are waited for another program to end its transaction."""


def open_store(path: Path, *migration_sets: Migrations) -> Database:
    """Open (or create) the store at `path`, readable by its owner only, in WAL mode, migrations applied.

    `migration_sets` are those of the packages above; the crawler's own always comes first. The caller closes it.
    StoreError, with advice, for one that is locked, spoiled, gone, or written by a later version of this program.
    """
    private_folder(path.parent)
    must_not_begin_anew(path)
    try:
        database = Database(private_file(path))
        database.execute(f"PRAGMA busy_timeout = {_PATIENCE}")
        database.enable_wal()
        database.execute("PRAGMA synchronous = NORMAL")
        for migration_set in (migrations, *migration_sets):
            _must_be_known(migration_set, database, path)
            migration_set.apply(database)
    except (sqlite3.DatabaseError, OSError) as error:
        raise store_error(path, error) from error
    return database


def open_unchanging(path: Path, *migration_sets: Migrations) -> Database:
    """Open a store that cannot be written to: only temporary tables, which stand before those of the same name."""
    open_store(path, *migration_sets).close()
    return Database(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True))


def _must_be_known(migration_set: Migrations, database: Database, path: Path) -> None:
    with closing(Database(memory=True)) as nothing:
        known = {migration.name for migration in migration_set.pending(nothing)}
    later = {migration.name for migration in migration_set.applied(database)} - known
    if later:
        raise StoreError(
            f"数据库由更新的版本写成（{path}：{'、'.join(sorted(later))}）：请升级本程序，不要用旧版打开"
        )


@migrations()
def sweeps(db: Database) -> None:
    """A sweep is one attempt to collect one week. `state`: running, stopped (resumable) or done."""
    db.table("sweeps").create(
        {
            "id": int, "week": str, "attempt": int, "as_of": str, "zone": str, "scope": str,
            "started_at": str, "finished_at": str, "state": str, "stop_reason": str,
            "code_version": str, "rules_digest": str, "requests": int, "replayed": int, "seconds": float,
            "polite": str,
        },
        pk="id", not_null={"week", "attempt", "as_of", "state"},
    )  # fmt: skip
    db.table("sweeps").create_index(["week", "attempt"], unique=True)


@migrations()
def fetches(db: Database) -> None:
    """Every request that was wanted, with its outcome: `ok`, a reason code, or NULL while it is under way.

    `look` numbers the looks at one address; `capture` and `capture_offset` find the stored answer in var/captures.
    """
    db.table("fetches").create(
        {
            "id": int, "sweep": int, "key": str, "url": str, "method": str, "via": str, "look": int,
            "purpose": str, "asked_at": str, "fetched_at": str, "seconds": float, "http_status": int,
            "outcome": str, "kind": str, "final_url": str, "bytes": int, "sha256": str, "capture": str,
            "capture_offset": int, "detail": str,
        },
        pk="id", foreign_keys=[("sweep", "sweeps", "id")], not_null={"sweep", "key", "url"},
    )  # fmt: skip
    db.table("fetches").create_index(["sweep", "key"], unique=True)


@migrations()
def portal(db: Database) -> None:
    """What the portal showed: areas of units, columns and the looks at them, list entries, articles, links."""
    db.table("areas").create(
        {"sweep": int, "unit": str, "url": str, "outcome": str, "detail": str, "complete": int, "fetch": int,
         "look_outcome": str, "look_fetch": int},
        pk=("sweep", "unit"),
    )  # fmt: skip
    db.table("columns").create(
        {"sweep": int, "url": str, "unit": str, "unit_from": str, "name": str, "path": str, "type": str,
         "type_from": str, "update_within_days": int, "role": str, "read_by": str, "family": str,
         "template": str, "found_on": str, "outcome": str, "detail": str, "complete": int, "pages": int,
         "list_total": int},
        pk=("sweep", "url"),
    )  # fmt: skip
    db.table("looks").create(
        {"sweep": int, "url": str, "look": int, "fetch": int, "outcome": str, "entries": int, "newest": str,
         "read_by": str, "empty_proof": str},
        pk=("sweep", "url", "look"),
    )  # fmt: skip
    db.table("entries").create(
        {"sweep": int, "column_url": str, "url": str, "position": int, "look": int, "page_url": str,
         "title": str, "date": str, "pinned": int, "unit": str},
        pk=("sweep", "column_url", "url"),
    )  # fmt: skip
    db.table("articles").create(
        {"sweep": int, "url": str, "unit": str, "unit_from": str, "column_url": str, "fetch": int,
         "outcome": str, "kind": str, "title": str, "published": str, "published_from": str, "list_date": str,
         "date_marks": str, "written": str, "decided": str, "source": str, "index_no": str, "document_no": str,
         "validity": str, "breadcrumbs": str, "attachments": str, "family": str, "template": str, "text": str,
         "content_hash": str},
        pk=("sweep", "url"),
    )  # fmt: skip
    db.table("links").create(
        {"sweep": int, "unit": str, "url": str, "page_url": str, "place": str, "text": str, "external": int,
         "fetch": int, "outcome": str, "http_status": int, "look_outcome": str, "look_status": int,
         "look_fetch": int},
        pk=("sweep", "unit", "url"),
    )  # fmt: skip
    db.table("render_needs").create({"url": str, "since": str}, pk="url")


@migrations()
def accounts(db: Database) -> None:
    """What the accounts' sources said: one row per source and look, and the posts they showed."""
    db.table("sources").create(
        {"sweep": int, "account": str, "platform": str, "source": str, "look": int, "outcome": str, "told": str,
         "proves_silence": int, "covered_from": str, "covered_to": str, "liveness": str, "declared_total": int,
         "display_name": str, "posts": int, "newest": str, "fetch": int},
        pk=("sweep", "account", "source", "look"),
    )  # fmt: skip
    db.table("posts").create(
        {"sweep": int, "account": str, "id": str, "title": str, "url": str, "published": str, "precision": str,
         "time_source": str, "pinned": int, "deleted": int, "source": str, "fetch": int},
        pk=("sweep", "account", "id"),
    )  # fmt: skip


@migrations()
def health(db: Database) -> None:
    """Incidents of ours (common causes), and the reachability probes between sweeps."""
    db.table("incidents").create(
        {"sweep": int, "scope": str, "name": str, "reason": str, "failed": int, "total": int},
        pk=("sweep", "scope", "name", "reason"),
    )
    db.table("probes").create(
        {"id": int, "url": str, "at": str, "seconds": float, "http_status": int, "outcome": str}, pk="id"
    )


@migrations()
def new_media(db: Database) -> None:
    """What platforms say of accounts themselves; posts kept apart by source and look; canaries; links of posts."""
    sources = {
        "state": str, "state_told": str, "principal": str, "verified": int, "platform_id": str, "answer": str,
    }  # fmt: skip
    for name, kind in sources.items():
        db.table("sources").add_column(name, kind)
    for name, kind in {"text": str, "kind": str, "edited": int}.items():
        db.table("posts").add_column(name, kind)
    db.table("posts").add_column("look", int, not_null_default=1)
    db.table("posts").transform(pk=("sweep", "account", "source", "look", "id"))
    db.table("posts").create_index(["account", "sweep"])
    db.table("canaries").create(
        {"sweep": int, "source": str, "canary": str, "platform": str, "outcome": str, "alive": int, "newest": str,
         "told": str, "fetch": int},
        pk=("sweep", "source", "canary"),
    )  # fmt: skip
    db.table("post_links").create(
        {"sweep": int, "account": str, "url": str, "unit": str, "post_url": str, "outcome": str, "http_status": int,
         "fetch": int, "look_outcome": str, "look_status": int, "look_fetch": int},
        pk=("sweep", "account", "url"),
    )  # fmt: skip
    db.table("linked_accounts").create(
        {"sweep": int, "unit": str, "key": str, "platform": str, "account_id": str, "url": str, "words": str,
         "page_url": str, "via": str, "fetch": int},
        pk=("sweep", "unit", "key"),
    )  # fmt: skip


@migrations()
def endings(db: Database) -> None:
    """What kept a sweep from its end, as a word: budget, quiet, clock, outage, interrupted, fault or trouble."""
    db.table("sweeps").add_column("stopped_by", str)


@migrations()
def hidden_numbers(db: Database) -> None:
    """Nobody's number stands in the store: what older versions wrote is hidden, and wiped from the file."""
    for table in JUDGED:
        db.table(table).add_column("numbers", str)
    hide_stored(db)


@migrations()
def bodies(db: Database) -> None:
    """Where each body lies that was ever stored: it is stored once, however many answers show it."""
    db.table("bodies").create(
        {"sha256": str, "capture": str, "capture_offset": int, "url": str, "at": str}, pk="sha256"
    )


@migrations()
def seals(db: Database) -> None:
    """The chain of seals, only ever added to; and what tells the rows of a sealed table apart (`crawler.seals`)."""
    db.table("seals").create(
        {"id": int, "at": str, "event": str, "sweep": int, "week": str, "what": str, "previous": str, "seal": str},
        pk="id", not_null={"at", "event", "what", "previous", "seal"},
    )  # fmt: skip
    db.table("seals").create_index(["sweep"])
    db.table("sealed_rows").create({"sweep": int, "table": str, "marks": bytes}, pk=("sweep", "table"))


@migrations()
def dropped_files(db: Database) -> None:
    """The stored files that a source was given: what it said rests on all of them."""
    db.table("sources").add_column("files", str)


@migrations()
def sparing(db: Database) -> None:
    """What a later week need not ask again: the last good answers, what stands in doubt, and what was carried forward."""
    db.table("sweeps").add_column("full", int)
    db.table("fetches").add_column("carried_from", int)
    db.table("fetches").add_column("unmodified", int)
    db.table("columns").add_column("rows", int)
    db.table("columns").add_column("carried_from", int)
    db.table("known_pages").create({"key": str, "fetch": int}, pk="key", not_null={"fetch"})
    db.table("doubts").create({"url": str}, pk="url")
