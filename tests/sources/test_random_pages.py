"""Public pages, stores, an open API and a clerk's table under answers of any kind.

No noise raises, shows a post, proves silence or condemns an account; what is put right among noise is still found.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from source_cases import HERE, ZONE, Answer, Case, hold, load_case

from crawler.items import SourceOutcome
from crawler.platforms import Brought, Dropped, Loaded, load_sources
from crawler.platforms.answers import load_answers
from crawler.platforms.app_store import parse as parse_store
from crawler.platforms.manual import parse as parse_looks
from crawler.profiles.readers import Reader, readers_of

PAGES = {
    "douyin": "browser/posts_pinned_first", "kuaishou": "browser/posts_kuaishou_milliseconds",
    "weibo": "browser/posts_weibo_pinned_and_repost", "toutiao": "toutiao/posts_micro_and_stick",
}  # fmt: skip
LEAVES = st.none() | st.booleans() | st.integers(-(10**20), 10**20) | st.floats() | st.text(max_size=6)
EASY = settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def _noise(words: list[str]) -> st.SearchStrategy[Any]:
    keys = st.sampled_from(words) | st.text(max_size=4)
    return st.recursive(
        LEAVES,
        lambda part: st.lists(part, max_size=4) | st.dictionaries(keys, part, max_size=6),
        max_leaves=30,
    )


def _words(reader: Reader) -> list[str]:
    """The names that stand in a reader's paths: noise that is made of them comes near to an answer."""
    user = reader.user
    paths = [reader.code, reader.posts.items, reader.posts.inside, *reader.posts.owner, *reader.posts.id]
    paths += [*reader.posts.time, *reader.posts.title, *reader.posts.skip, *reader.posts.flags]
    paths += [user.within, *user.id, *user.total, *user.flags] if user else []
    return sorted({name for path in paths for name in path.split(".") if name and "=" not in name})


def _put(data: dict[str, Any], path: str, value: Any) -> None:
    *parents, last = path.split(".")
    for name in parents:
        data = data.setdefault(name, {})
    data[last] = value


def _good(reader: Reader, rows: Any) -> bytes:
    """A good answer of this reader whose list is whatever is wanted."""
    data: dict[str, Any] = {}
    _put(data, reader.code, reader.good[0])
    _put(data, reader.posts.items, rows)
    return json.dumps(data).encode()


def _case(platform: str) -> Case:
    return load_case(HERE / PAGES[platform])


def _shown(case: Case, loaded: tuple[Loaded, ...], body: bytes = b"") -> SourceOutcome:
    return _told(case, [Brought(status=200, content_type="text/html", body=body, loaded=loaded)])


def _told(case: Case, answers: Iterable[Brought]) -> SourceOutcome:
    return hold(case, (Answer(brought) for brought in answers)).outcome


def _nothing(outcome: SourceOutcome) -> bool:
    return outcome.posts == () and outcome.covered is None and outcome.state in ("unknown", "normal")


@pytest.mark.parametrize("platform", PAGES)
@given(data=st.data())
@EASY
def test_noise_in_a_page_shows_nothing(platform: str, data: st.DataObject) -> None:
    case, reader = _case(platform), readers_of(platform)[0]
    rows = data.draw(_noise(_words(reader)))
    part = data.draw(st.sampled_from(reader.parts))
    wrapped = data.draw(st.booleans())
    body = _good(reader, rows) if wrapped else json.dumps(rows).encode()
    status = data.draw(st.sampled_from([200, 200, 204, 400, 403, 429, 500]))
    outcome = _shown(case, (Loaded(f"https://x.example{part}", status, body),))
    assert _nothing(outcome)
    assert outcome.reason is not None


@pytest.mark.parametrize("platform", PAGES)
@given(data=st.data())
@EASY
def test_what_is_right_is_found_among_noise(platform: str, data: st.DataObject) -> None:
    """Rows, answers and a page's markup of any kind around the real answers take no post away and add none."""
    case, reader = _case(platform), readers_of(platform)[0]
    answer = case.answers[0].brought
    noise = _noise(_words(reader))
    extra = Loaded("https://x.example/other", 200, json.dumps(data.draw(noise)).encode())
    beside = Loaded(
        f"https://x.example{reader.posts.at[0]}", 200, _good(reader, data.draw(st.lists(noise, max_size=3)))
    )
    order = data.draw(st.permutations([*answer.loaded, extra, beside]))
    alone, crowded = (
        _shown(case, answer.loaded),
        _shown(case, tuple(order), data.draw(st.binary(max_size=30))),
    )
    assert set(crowded.posts) == set(alone.posts)
    assert (crowded.reason, crowded.state, crowded.covered) == (None, "unknown", None)


@given(
    st.text(max_size=80)
    | st.sampled_from(["账号已注销" * 100, "<script>账号已注销</script>", "<p>账号<b>已注</b>销</p>"])
)
@EASY
def test_any_words_on_a_page(words: str) -> None:
    outcome = _shown(_case("douyin"), (), words.encode("utf-8", "replace"))
    assert outcome.posts == ()
    assert outcome.reason is not None or outcome.state != "unknown"


@given(_noise(["resultCount", "results", "trackId", "errorMessage"]), st.integers(0, 2))
@EASY
def test_noise_from_a_store(noise: Any, count: int) -> None:
    for answer in (
        noise,
        {"resultCount": count, "results": noise},
        {"resultCount": count, "results": [noise] * count},
    ):
        outcome = parse_store(Brought(status=200, body=json.dumps(answer).encode()), "1500000000")
        assert _nothing(outcome)
        assert outcome.reason is not None


# --- an open API -----------------------------------------------------------------------------------------------------


@given(
    st.lists(
        _noise(["result", "public_count", "video_list", "photo_id", "create_time", "pending"]), max_size=8
    )
)
@EASY
def test_noise_from_an_open_api(answers: list[Any]) -> None:
    case = load_case(HERE / "kuaishou" / "covered_silent")
    brought = [Brought(status=200, body=json.dumps(answer).encode()) for answer in answers]
    assert _nothing(_told(case, [*brought, *[Brought(status=200, body=b"{}")] * 20]))


_FAILURES = (
    {"result": 100200108},
    {"result": 100200410},
    {"result": 1},
    {"result": 1, "video_list": None},
    {},
    [],
)


@given(st.integers(0, 3), st.sampled_from(_FAILURES))
def test_one_failure_anywhere_proves_no_silence(place: int, failure: Any) -> None:
    """The name too: it alone tells whose token it is."""
    case = load_case(HERE / "kuaishou" / "covered_silent")
    answers = [answer.brought for answer in case.answers]
    answers[place] = Brought(status=200, body=json.dumps(failure).encode())
    rest = [Brought(status=200, body=b'{"result": 1, "video_list": []}')] * 3
    outcome = _told(case, [*answers, *rest])
    assert outcome.covered is None


@given(st.lists(st.tuples(st.integers(0, 40), st.booleans()), min_size=1, max_size=12), st.integers(0, 14))
@EASY
def test_an_open_api_is_silent_only_if_it_is_complete(videos: list[tuple[int, bool]], declared: int) -> None:
    """Days before the last one asked about, and whether a video is pending, in any order; any declared total."""
    case = load_case(HERE / "kuaishou" / "covered_silent")
    last = int(case.window.moment.timestamp()) - 20 * 3600
    rows = [
        {"photo_id": f"3x{n}", "create_time": (last - days * 86400) * 1000, "pending": pending}
        for n, (days, pending) in enumerate(videos)
    ]
    told: list[Any] = [
        {"result": 1, "access_token": "t", "refresh_token": "t"},
        {"result": 1, "user_info": {"name": case.account.name}},
        {"result": 1, "public_count": declared},
    ]
    told += [{"result": 1, "video_list": rows}] + [{"result": 1, "video_list": []}] * 10
    outcome = _told(case, [Brought(status=200, body=json.dumps(one).encode()) for one in told])
    public = [days for days, pending in videos if not pending]
    assert len(outcome.posts) in (0, len(public))
    if outcome.covered is not None:
        assert len(outcome.posts) == len(public)
        sorted_past = public == sorted(public) and bool(public) and public[-1] > 14
        assert len(public) == declared or sorted_past
    if len(public) <= declared:
        assert len(outcome.posts) == len(public), "a post once seen is never lost"


# --- a clerk's table --------------------------------------------------------------------------------------------------

_CELLS = st.sampled_from(
    ["", "mp-1", "李四", "2026-11-20", "2026-12-20", "2026-11-18", "已注销", "正常", "未注销", "昨天"]
) | st.text(st.characters(exclude_characters='",\r\n\x00'), max_size=8)


@given(st.lists(st.lists(_CELLS, min_size=9, max_size=9), max_size=4))
@EASY
def test_any_table_of_looks(rows: list[list[str]]) -> None:
    case = load_case(HERE / "manual" / "seen-normal_mini_program")
    head = "账号编号,核查人,核查日期,所见,平台原话,最新发布日期,最新标题,链接,有效期至"
    body = "\r\n".join([head, *(",".join(row) for row in rows)]).encode("utf-8", "replace")
    outcome = parse_looks(Brought(files=(Dropped("人工核查.csv", body, None),)), case.account, case.window)
    assert outcome.covered is None
    words = {row.state: row.words for row in load_answers("manual").rows if row.state}
    signed = [row for row in rows if row[0].strip().lower() == "mp-1" and row[1].strip()]
    if outcome.state != "unknown":
        assert any(row[3].strip() in words[outcome.state] for row in signed), (
            "a state is somebody's signed word"
        )
    for post in outcome.posts:
        assert post.published is not None
        assert post.published.tzinfo == ZONE
        assert signed


def test_every_platform_with_a_page_is_tried() -> None:
    load_sources()
    assert set(PAGES) == {
        name for name in ("douyin", "kuaishou", "weibo", "toutiao", "channels", "rmh") if readers_of(name)
    }
