"""Every exit code of the contract as cron would meet it: no environment, the language C, a folder of somebody else."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

import pytest

from crawler.lock import hold
from reports.scheduling import program
from tests.crawler.small_site import Site
from tests.e2e.conftest import ACCOUNTS, DAY, DISTRICT, Office, Ran, text_of
from tests.e2e.portal import ordinary
from tests.unattended.conftest import TODAY

Bare = Callable[..., Ran]
WRONG_UNITS = "单位代码,单位名称,类别\nZFB,青禾区人民政府办公室,部们\n"
BY_FEED = ACCOUNTS + "W1,MZJ,微信公众号,青禾民政,14,feed,{base}/feed.xml\n"
NEVER = DISTRICT.replace("[render]", 'quiet_hours = ["00:00-12:00", "12:00-00:00"]\n\n[render]')


@pytest.fixture
def bare(tmp_path: Path) -> Bare:
    """Run the installed program through a shell that knows nothing."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()

    def run(desk: Office, *words: str, **around: str) -> Ran:
        line = [
            "/usr/bin/env",
            "-i",
            "LANG=C",
            "PATH=/usr/bin:/bin",
            *(f"{name}={value}" for name, value in around.items()),
        ]
        done = subprocess.run(
            [*line, "/bin/sh", "-c", '"$@"', "cron", *program(), "--workspace", str(desk.folder), "--quiet", *words],
            cwd=elsewhere, capture_output=True, timeout=240, check=False,
        )  # fmt: skip
        return Ran(
            done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")
        )

    return run


def spoil(desk: Office) -> None:
    (desk.folder / "var").mkdir()
    (desk.folder / "var" / "gongkai.db").write_bytes(b"no database at all" * 100)


@pytest.mark.parametrize(
    ("code", "said"),
    [(0, ""), (1, "数据库已损坏"), (3, ""), (4, "占用"), (5, "部们"), (6, ""), (7, "")],
)
def test_it_ends_as_the_contract_says(
    code: int, said: str, bare: Bare, site: Site, office: Callable[..., Office]
) -> None:
    portal = ordinary(site, TODAY)
    if code != 6:
        portal.show()
    desk = office(
        **{3: {"accounts": BY_FEED}, 5: {"units": WRONG_UNITS}, 7: {"district": NEVER}}.get(code, {})
    )
    if code == 1:
        spoil(desk)
    if code == 6:
        site.close()
    held: AbstractContextManager[object] = hold(desk.folder / "var") if code == 4 else nullcontext()
    with held:
        ran = bare(desk, "--as-of", DAY, "weekly", "--due")
    assert ran.code == code, ran
    assert said in ran.err
    assert "Traceback" not in ran.said
    page = desk.reports().with_name("2026-W47-occupied.html") if code == 4 else desk.reports() / "index.html"
    assert "政务公开" in text_of(page), "whatever it ends in, a page says so"
    if code not in (1, 4, 5):
        assert ran.out.strip() == str(page), "its place is told in whole, Chinese and all"


@pytest.mark.parametrize("locale", ["POSIX", "zh_CN.GB18030"])
def test_words_are_told_whatever_the_language(locale: str, bare: Bare, office: Callable[..., Office]) -> None:
    """A language that is not installed, or has no Chinese, keeps nobody from hearing what is wrong."""
    ran = bare(office(units=WRONG_UNITS), "doctor", LC_ALL=locale)
    assert ran.code == 5
    assert "units.csv" in ran.out
    assert "Traceback" not in ran.said


def test_what_is_mistyped(bare: Bare, office: Callable[..., Office]) -> None:
    assert bare(office(), "weekly", "--do").code == 2
