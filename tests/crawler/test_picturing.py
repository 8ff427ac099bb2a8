"""Pictures of stored pages: nothing runs, nothing is asked, nobody's number is drawn, and the place is marked."""

from __future__ import annotations

import io
import socket
import threading
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from crawler import picturing
from crawler.chromium import find_browser
from crawler.picturing import Picture, Scene, draw

ID = "429998199003070015"
MARK = (0xFF, 0xE0, 0x8A)


def scene(html: str, *words: str) -> Scene:
    headers = (("Content-Type", "text/html; charset=utf-8"),)
    return Scene("http://portal.example/a.html", html.encode(), headers, rendered=False, words=words)


def colours(picture: Picture | None) -> set[tuple[int, ...]]:
    assert picture is not None
    found = Image.open(io.BytesIO(picture.png)).convert("RGB").getcolors(1 << 20)
    assert found is not None
    return {colour for _, colour in found if isinstance(colour, tuple)}


@pytest.fixture(scope="module")
def listener() -> Iterator[tuple[int, list[object]]]:
    """A port on loopback, and everybody who came to it."""
    came: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        going = threading.Event()

        def wait() -> None:
            while not going.is_set():
                try:
                    came.append(server.accept())
                except TimeoutError:
                    continue

        thread = threading.Thread(target=wait)
        thread.start()
        yield server.getsockname()[1], came
        going.set()
        thread.join()


@pytest.fixture(scope="module")
def drawn(listener: tuple[int, list[object]]) -> dict[str, Picture | None]:
    """One browser draws a plain page and everything that a hostile one may try."""
    away = f"http://127.0.0.1:{listener[0]}/"
    red = '<div style="background:#ff0000;width:900px;height:600px">'
    pages = {
        "plain": f"<p>{'行</p><p>' * 200}临时救助对象公示</p>",
        "words": "<p>没有要找的内容</p>",
        "script": f"<p>正文</p><script>document.body.innerHTML='{red}'</script><p onclick=x>尾</p>",
        "away": f'<meta http-equiv="refresh" content="0;url={away}"><link rel=stylesheet href="{away}a.css">'
                f'<img src="{away}b.png"><iframe src="{away}c"></iframe><style>@import url({away}d.css);'
                f'body{{background:url({away}e.png)}}</style><base href="{away}"><p>正文</p>',
        "data": f'<iframe srcdoc="{red.replace(chr(34), "&quot;")}"></iframe><object data="data:text/html,{red}"></object><p>正文</p>',
        "shadow": f"<div><template shadowrootmode=open><p>{ID}</p></template></div><p>正文</p>",
        "after": "<p>最后一页</p>",
    }  # fmt: skip
    scenes = [scene(html, "临时救助对象公示", "正文") for html in pages.values()]
    return dict(zip(pages, draw(scenes, 120), strict=True))


@pytest.mark.browser
@pytest.mark.skipif(find_browser() is None, reason="needs Debian's Chromium (apt-get install chromium)")
class TestInChromium:
    """With a real browser."""

    def test_the_place_is_marked_wherever_it_stands(self, drawn: dict[str, Picture | None]) -> None:
        plain, other = drawn["plain"], drawn["words"]
        assert plain is not None
        assert plain.marked
        assert MARK in colours(plain)
        assert other is not None
        assert not other.marked
        assert MARK not in colours(other)

    @pytest.mark.parametrize("page", ["script", "data"])
    def test_nothing_of_a_strangers_runs(self, drawn: dict[str, Picture | None], page: str) -> None:
        assert (255, 0, 0) not in colours(drawn[page])

    def test_nothing_is_asked(
        self, drawn: dict[str, Picture | None], listener: tuple[int, list[object]]
    ) -> None:
        assert listener[1] == []
        assert drawn["away"] is not None
        assert drawn["away"].marked

    def test_every_page_has_its_picture(self, drawn: dict[str, Picture | None]) -> None:
        assert all(drawn.values())


def test_without_a_browser_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(picturing, "find_browser", lambda: None)
    assert list(draw([scene("<p>正文</p>"), scene("")], 5)) == [None, None]


@pytest.mark.parametrize(
    "texts",
    [
        [(f"身份证号：{ID}，", False)],
        [("身份证号：", False), (ID[:6], True), (ID[6:], True)],
        [("1", False), (ID, False), ("2", False)],
        [("1", False), (ID[:9], False), (ID[9:], True), ("7", False)],
    ],
)
def test_no_number_is_drawn(texts: list[tuple[str, bool]]) -> None:
    shown = list(picturing._hidden(texts))
    assert [len(text) for text in shown] == [len(text) for text, _ in texts]
    assert ID[9:14] not in "".join(shown)


@given(st.lists(st.tuples(st.text(max_size=30), st.booleans()), max_size=12))
def test_everything_else_is_drawn_as_it_stands(texts: list[tuple[str, bool]]) -> None:
    shown = list(picturing._hidden(texts))
    for (text, _), here in zip(texts, shown, strict=True):
        assert all(a in (b, "*") for b, a in zip(text, here, strict=True))
