"""Walls, soft 404s and jumps on the labelled corpus: the folder's name is the label."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from pages_support import SHARED, TODAY, ZONE, needs_shared

from crawler.items import Kind, Page
from crawler.pages import Answer, read

CORPUS = Path(__file__).resolve().parents[1] / "corpus"
LABELS = ("blocked", "soft_404", "moved", "ok")
SAMPLES = sorted(CORPUS.glob("*/*.http"))
HOME = "http://www.qinghe.example/"


def sample(path: Path) -> Page:
    """Read one sample: a line of status and address, header lines, an empty line, the body."""
    head, _, body = path.read_text("utf-8").partition("\n\n")
    first, *lines = head.splitlines()
    status, url = first.split(" ", 1)
    headers = dict(line.split(": ", 1) for line in lines)
    answer = Answer(url, body.encode(), int(status), headers, headers.pop("asked", None))
    return read(answer, today=TODAY, zone=ZONE, home=HOME)


def label_of(page: Page) -> str:
    return page.kind.value if page.kind.value in LABELS else "ok"


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_sample_is_told(path: Path) -> None:
    page = sample(path)
    assert label_of(page) == path.parent.name
    assert (page.blocked_by is not None) == (page.kind is Kind.BLOCKED)
    assert (page.moved_to is not None) == (page.kind is Kind.MOVED)


def test_precision_and_recall_are_held() -> None:
    """Printed with -s; nothing may fall below the present figures."""
    told = Counter((path.parent.name, label_of(sample(path))) for path in SAMPLES)
    for label in LABELS:
        right = told[label, label]
        wanted = sum(count for (true, _), count in told.items() if true == label)
        given = sum(count for (_, said), count in told.items() if said == label)
        assert wanted >= 8, f"{label}: too few samples to say anything"
        print(
            f"{label:9} precision {right / given:.3f}  recall {right / wanted:.3f}  ({right} of {wanted}, {given} told)"
        )
        assert right == wanted == given


@needs_shared
@pytest.mark.parametrize(
    ("name", "status", "wall"),
    [
        ("jsl_521_gsxt_gov_cn_2022_body.html", 521, "加速乐"),
        ("jsl_521_mps_gov_cn_body.html", 200, "加速乐"),
        ("ruishu_nmpa_412_shape.html", 412, "瑞数"),
        ("ruishu_200_page_with_content_head_excerpt.html", 200, None),
    ],
)
def test_real_challenges(name: str, status: int, wall: str | None) -> None:
    body = (SHARED / "pages/gov_challenge" / name).read_bytes()
    page = read(Answer("https://www.nmpa.gov.cn/yaowen/index.html", body, status), today=TODAY, zone=ZONE)
    assert page.blocked_by == wall


@needs_shared
def test_a_challenge_with_its_headers() -> None:
    raw = (SHARED / "pages/gov_challenge/jsl_521_cnvd_2026.http.txt").read_text("utf-8")
    head, _, body = raw.partition("\n\n")
    headers = {name.lower(): value for name, value in (line.split(": ", 1) for line in head.splitlines()[1:])}
    page = read(Answer("https://www.cnvd.org.cn/", body.encode(), 521, headers), today=TODAY, zone=ZONE)
    assert (page.kind, page.blocked_by) == (Kind.BLOCKED, "加速乐")


@needs_shared
@pytest.mark.parametrize(
    "name", ["exporter_deleted_by_author_1", "exporter_violation_1", "sogou_2018_link_expired"]
)
def test_gone_wechat_articles(name: str) -> None:
    body = (SHARED / "pages/wechat_article" / f"{name}.html").read_bytes()
    assert read(Answer("https://mp.weixin.qq.com/s/x", body), today=TODAY, zone=ZONE).kind is Kind.SOFT_404
