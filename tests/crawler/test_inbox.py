"""The inbox: which files belong to whom, and what lies outside."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_exports import ACCOUNT, WINDOW, statement, table

from crawler.inbox import read_inbox
from crawler.items import Reason
from crawler.platforms import Brought, FileAsk, load_sources
from crawler.platforms.import_file import parse
from rules.model import Account


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """An inbox with a secret beside it."""
    (tmp_path / "secret.csv").write_bytes(table("机密,2026-11-18"))
    (tmp_path / "secret.toml").write_bytes(statement())
    place = tmp_path / "inbox"
    place.mkdir()
    return place


def names(brought: Brought) -> list[str]:
    return [file.name for file in brought.files]


def test_files_that_fit_with_their_statements(inbox: Path) -> None:
    for name in ("ch-1_b.csv", "ch-1_a.xlsx", "ch-1_c.CSV", "ch-1.txt", "ch-1_d.xlsm", "other.csv"):
        (inbox / name).write_bytes(b"x")
    (inbox / "ch-1_b.coverage.toml").write_bytes(b"b")
    (inbox / "ch-1_a.xlsx.coverage.toml").write_bytes(b"a")
    (inbox / "other.coverage.toml").write_bytes(b"other")
    (inbox / "ch-1_dir.csv").mkdir()
    brought = read_inbox(inbox, "ch-1*")
    assert brought.reason is None
    assert [(file.name, file.coverage) for file in brought.files] == [
        ("ch-1_a.xlsx", b"a"), ("ch-1_b.csv", b"b"), ("ch-1_c.CSV", None),
    ]  # fmt: skip


def test_names_with_dots_find_their_statement(inbox: Path) -> None:
    (inbox / "ch-1_2026.11.22.xlsx").write_bytes(b"x")
    (inbox / "ch-1_2026.11.22.coverage.toml").write_bytes(b"c")
    assert [file.coverage for file in read_inbox(inbox, "ch-1*").files] == [b"c"]


@pytest.mark.parametrize(
    "pattern",
    [
        "ch-1*", "*", "*.csv", "nothing", "[", "a\x00b", "", "/etc/*", "**", "长" * 300, "x" * 5000,
        ".",
    ],
)  # fmt: skip
def test_an_empty_inbox_is_a_missing_export(inbox: Path, pattern: str) -> None:
    told = read_inbox(inbox, pattern)
    assert (told.reason, told.files) == (Reason.IMPORT_MISSING, ())
    assert told.detail
    outcome = parse(told, ACCOUNT, WINDOW)
    assert (outcome.reason, outcome.told) == (Reason.IMPORT_MISSING, told.detail)


def test_no_inbox_at_all(tmp_path: Path) -> None:
    assert read_inbox(tmp_path / "inbox", "*").reason is Reason.IMPORT_MISSING


@pytest.mark.parametrize("pattern", ["../*", "../*.csv", "../secret.csv", "x/../../*", "**/../../*.csv", "*"])
def test_nothing_outside_the_inbox(inbox: Path, pattern: str) -> None:
    (inbox / "x").mkdir()
    (inbox / "link.csv").symlink_to(inbox.parent / "secret.csv")
    (inbox / "folder").symlink_to(inbox.parent)
    told = read_inbox(inbox, pattern)
    assert told.reason is Reason.IMPORT_MISSING
    assert names(told) == []


def test_nothing_outside_through_a_linked_folder(inbox: Path) -> None:
    (inbox / "folder").symlink_to(inbox.parent)
    assert names(read_inbox(inbox, "folder/*.csv")) == []


def test_no_statement_from_outside(inbox: Path) -> None:
    (inbox / "ch-1.csv").write_bytes(table())
    (inbox / "ch-1.coverage.toml").symlink_to(inbox.parent / "secret.toml")
    assert [file.coverage for file in read_inbox(inbox, "ch-1*").files] == [None]


def test_a_link_inside_the_inbox_is_the_offices_own_affair(inbox: Path) -> None:
    (inbox / "export.csv").write_bytes(table("甲,2026-11-18"))
    (inbox / "ch-1.csv").symlink_to(inbox / "export.csv")
    assert names(read_inbox(inbox, "ch-1*")) == ["ch-1.csv"]


def test_what_is_too_large_is_told(inbox: Path) -> None:
    with (inbox / "ch-1.csv").open("wb") as file:
        file.truncate(21 * 1024 * 1024)
    assert read_inbox(inbox, "ch-1*").reason is Reason.PARSE_CHANGED


def test_of_very_many_the_last_are_read(inbox: Path) -> None:
    for number in range(60):
        (inbox / f"ch-1_{number:03d}.csv").write_bytes(b"x")
    told = read_inbox(inbox, "ch-1*")
    assert names(told) == [f"ch-1_{number:03d}.csv" for number in range(10, 60)]
    assert (told.reason, "共60个" in told.detail) == (Reason.INCOMPLETE, True), (
        "the newest may be among the others"
    )


def test_one_file_too_large_leaves_the_others(inbox: Path) -> None:
    (inbox / "ch-1_a.csv").write_bytes(table("甲,2026-11-18"))
    with (inbox / "ch-1_b.csv").open("wb") as file:
        file.truncate(21 * 1024 * 1024)
    told = read_inbox(inbox, "ch-1*")
    assert (told.reason, names(told)) == (Reason.PARSE_CHANGED, ["ch-1_a.csv"])


def test_a_file_that_may_not_be_read_is_told(inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ch-1_a.csv", "ch-1_b.csv"):
        (inbox / name).write_bytes(table("甲,2026-11-18"))
    whole = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path.name == "ch-1_a.csv":
            raise PermissionError(13, "Permission denied")
        return whole(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    told = read_inbox(inbox, "ch-1*")
    assert (told.reason, names(told)) == (Reason.PARSE_CHANGED, ["ch-1_b.csv"])
    assert "ch-1_a.csv 无法读取" in told.detail


@pytest.mark.parametrize("name", ["~$ch-1.xlsx", "._ch-1.csv", ".ch-1.csv"])
def test_what_programs_keep_for_themselves(inbox: Path, name: str) -> None:
    (inbox / name).write_bytes(b"lock")
    assert read_inbox(inbox, "*").reason is Reason.IMPORT_MISSING


def test_another_kind_of_file_is_named(inbox: Path) -> None:
    (inbox / "ch-1.xls").write_bytes(b"x")
    (inbox / "ch-1.coverage.toml").write_bytes(statement())
    told = read_inbox(inbox, "ch-1*")
    assert told.reason is Reason.IMPORT_MISSING
    assert "ch-1.xls" in told.detail


@pytest.mark.parametrize(
    ("url", "pattern"), [("ch_export_*.xlsx", "ch_export_*.xlsx"), (None, "ch-1[!0-9A-Za-z]*")]
)
def test_the_register_names_the_files(url: str | None, pattern: str) -> None:
    source = load_sources()["import"]
    assert source.proves_silence
    account = Account(
        "ch-1", "QH01", "channels", "青禾发布", ("import",), urls=(("import", url),) if url else ()
    )
    wanted = next(source.read(account, WINDOW))
    assert wanted == FileAsk(pattern)


def test_another_accounts_export_is_not_its_own(inbox: Path) -> None:
    (inbox / "ch-10_2026-11.csv").write_bytes(table("甲,2026-11-18"))
    wanted = next(load_sources()["import"].read(ACCOUNT, WINDOW))
    assert isinstance(wanted, FileAsk)
    assert names(read_inbox(inbox, wanted.pattern)) == []


@pytest.mark.parametrize(
    "name",
    ["ch-1.csv", "ch-1_2026-11-01_2026-11-22.xlsx", "ch-1 11月.csv", "ch-1（青禾发布）.csv", "ch-1青禾.CSV"],
)
def test_its_own_exports_are(inbox: Path, name: str) -> None:
    (inbox / name).write_bytes(table("甲,2026-11-18"))
    (inbox / f"x{name}").write_bytes(table("甲,2026-11-18"))
    (inbox / "ch-1a.csv").write_bytes(table("甲,2026-11-18"))
    wanted = next(load_sources()["import"].read(ACCOUNT, WINDOW))
    assert isinstance(wanted, FileAsk)
    assert names(read_inbox(inbox, wanted.pattern)) == [name]
