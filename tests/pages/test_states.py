"""Walls, soft 404s and jumps on the labelled corpus: the folder's name is the label."""

from __future__ import annotations

from pathlib import Path

import pytest
from pages_support import SHARED, TODAY, ZONE, needs_shared

from crawler.items import Kind
from crawler.pages import Answer, read
from crawler.pages.words import table
from tests.bench.kinds import SAMPLES, figures, label_of, sample


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_sample_is_told(path: Path) -> None:
    page = sample(path)
    assert label_of(page) == path.parent.name
    assert (page.blocked_by is not None) == (page.kind is Kind.BLOCKED)
    assert (page.moved_to is not None) == (page.kind is Kind.MOVED)


def test_precision_and_recall_are_held() -> None:
    """Printed with -s and by the bench; nothing may fall below the present figures."""
    for figure in figures():
        assert figure.wanted >= 8, f"{figure.label}: too few samples to say anything"
        print(
            f"{figure.label:9} precision {figure.precision:.3f}  recall {figure.recall:.3f}  ({figure.wanted})"
        )
        assert (figure.precision, figure.recall) == (1.0, 1.0), figure.label


def test_the_corpus_holds_every_wall_that_the_reader_knows() -> None:
    """Each wall of states.toml has a sample, so that a signature cannot rot unseen."""
    walls = {wall["name"] for wall in table("states")["wall"]}
    told = {sample(path).blocked_by for path in SAMPLES if path.parent.name == "blocked"}
    assert walls <= told


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
