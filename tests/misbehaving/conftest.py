"""One week of an office whose portal misbehaves in every way of the table at once; and one that does not."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.conftest import DAY, Office, Ran
from tests.misbehaving.certificates import Certificates
from tests.misbehaving.handlers import HANDLERS
from tests.misbehaving.server import MisbehavingServer
from tests.misbehaving.table import Behaviour, behaviours
from tests.unattended.conftest import levered

SETTINGS = {"DOWNLOAD_TIMEOUT": 3, "RETRY_TIMES": 1, "DOWNLOAD_MAXSIZE": 8 * 1024 * 1024}
"""The crawler's own bounds, tightened: nothing here waits for half a minute, or fills 32 MB."""
CONCURRENCY = 16
DISTRICT = """[district]
name = "青禾区"
office = "青禾区政务公开工作领导小组办公室"
portal_owner = "ZFB"

[portal]
name = "青禾区人民政府门户网站"
home = "{home}"
hosts = {hosts}

[polite]
requests_per_second = 5000
concurrency = {concurrency}

[render]
mode = "never"

[limits]
max_list_pages = 8
"""
NAMES = {"inside.qinghe.example": "10.20.30.40", "six.qinghe.example": "2001:db8::1"}
LEVERS: dict[str, Any] = {
    "set": {f"crawler.settings.{name}": value for name, value in SETTINGS.items()},
    "names": NAMES,
}


@dataclass(frozen=True)
class Week:
    """How the run ended, what it left, what the server saw, and the most memory that the crawler took."""

    desk: Office
    ran: Ran
    server: MisbehavingServer
    memory: int
    verdicts: list[dict[str, Any]]

    def column(self, behaviour: Behaviour) -> dict[str, Any]:
        """What the store holds of a behaviour's column."""
        [row] = self.desk.rows(
            "SELECT * FROM columns WHERE unit = ? AND url = ?", behaviour.code, self.server.url(behaviour)
        )
        return row


def write_desk(folder: Path, server: MisbehavingServer, those: tuple[Behaviour, ...]) -> Office:
    """A workspace of one unit per behaviour: its column in the table, an item of the catalog that stands in it."""
    folder.mkdir(parents=True)
    base = server.home.rstrip("/")
    units = "".join(f"{one.code},{one.unit},部门,{base}{one.front}\n" for one in those)
    columns = "".join(f"{one.code},工作动态,{server.url(one)},动态要闻\n" for one in those)
    items = "".join(
        f"{one.number + 1},机构信息,工作动态,每季度,{one.unit},{server.url(one)},14\n" for one in those
    )
    desk = Office(folder)
    desk.write(
        district=DISTRICT.format(home=server.home, hosts=server.hosts, concurrency=CONCURRENCY),
        units=f"单位代码,单位名称,类别,公开平台地址\nZFB,青禾区人民政府办公室,部门,\n{units}",
        columns=f"单位,栏目名称,栏目地址,栏目类型\n{columns}",
        catalog=f"序号,一级事项,二级事项,公开时限,公开主体,栏目地址,更新周期(天)\n{items}",
        accounts="账号编号,主办单位,平台,账号名称,更新周期(天),采集方式,采集地址\n",
    )
    return desk


def run_week(folder: Path, server: MisbehavingServer, those: tuple[Behaviour, ...]) -> Week:
    """Sweep, check and report once."""
    server.shown = those
    desk, used = write_desk(folder / "工作区", server, those), folder / "used"
    ran = levered(desk, "--quiet", "--as-of", DAY, "weekly", **LEVERS, used=str(used))
    return Week(desk, ran, server, int(used.read_text("ascii")), desk.printed("verdicts"))


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MisbehavingServer]:
    certificates = Certificates(tmp_path_factory.mktemp("certificates"))
    with pytest.MonkeyPatch.context() as patched:
        patched.setitem(os.environ, "SSL_CERT_FILE", str(certificates.authority))
        served = MisbehavingServer(HANDLERS, certificates)
        yield served
        served.close()


@pytest.fixture(scope="module")
def week(tmp_path_factory: pytest.TempPathFactory, server: MisbehavingServer) -> Week:
    return run_week(tmp_path_factory.mktemp("misbehaving"), server, behaviours())


@pytest.fixture(scope="module")
def calm(tmp_path_factory: pytest.TempPathFactory, server: MisbehavingServer, week: Week) -> Week:
    """A week in which nothing is wrong, for comparison."""
    return run_week(
        tmp_path_factory.mktemp("calm"),
        server,
        tuple(one for one in behaviours() if one.name == "tls-healthy"),
    )
