"""Progress on a terminal, under cron, and not at all; and hostile names on one line."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler import progress
from crawler.progress import Progress


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def hours(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """A clock set by hand: its only element."""
    now = [1000.0]
    monkeypatch.setattr(progress, "monotonic", lambda: now[0])
    return now


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("FORCE_COLOR", "NO_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")


def walk(shown: Progress, hours: list[float], steps: int, seconds: float, what: str = "http://x/a") -> None:
    shown.stage("门户·栏目", steps)
    for done in range(1, steps + 1):
        hours[0] += seconds
        shown.step("门户·栏目", what, done, steps - done)
    shown.close()


def test_under_cron_there_are_few_plain_lines(hours: list[float]) -> None:
    out = io.StringIO()
    walk(Progress(out=out), hours, 100, 1.0)
    lines = out.getvalue().splitlines()
    assert lines[0] == "门户·栏目：100项"
    assert len(lines) == 1 + 100 // 30
    assert "已完成30，剩余70" in lines[1]
    assert "\x1b" not in out.getvalue()


def test_a_slow_portal_is_seen_to_live(hours: list[float]) -> None:
    out = io.StringIO()
    walk(Progress(out=out), hours, 4, 31.0)
    assert len(out.getvalue().splitlines()) == 5


@pytest.mark.parametrize("stream", [io.StringIO, Terminal])
def test_quiet_says_nothing(stream: type[io.StringIO], hours: list[float]) -> None:
    out = stream()
    walk(Progress(quiet=True, out=out), hours, 5, 100.0)
    assert out.getvalue() == ""


def test_a_terminal_shows_one_live_line_and_is_left_clean(hours: list[float]) -> None:
    out = Terminal()
    shown = Progress(out=out)
    walk(shown, hours, 3, 0.1)
    assert "门户·栏目：3项" in out.getvalue()
    assert (
        out.getvalue().count("\x1b[?25l") == out.getvalue().count("\x1b[?25h") == 1
    )  # the cursor comes back
    shown.close()  # a second time does no harm


def test_one_may_go_on_after_closing(hours: list[float]) -> None:
    out = Terminal()
    shown = Progress(out=out)
    for _ in range(2):
        walk(shown, hours, 1, 0.1)
    assert out.getvalue().count("门户·栏目：1项") == 2


HOSTILE = (
    "http://x/\x1b[2J\x07",
    "http://x/\r\n伪造的一行",
    "http://x/[bold]a[/bold]",
    "http://x/:boom:",
    "\u202e\u200b",
)


@pytest.mark.parametrize("what", HOSTILE)
def test_control_characters_never_reach_the_output(what: str, hours: list[float]) -> None:
    out = io.StringIO()
    walk(Progress(out=out), hours, 1, 31.0, what)
    assert len(out.getvalue().splitlines()) == 2
    assert all(c.isprintable() or c in "\n\u3000" for c in out.getvalue())


@pytest.mark.parametrize(
    "what", ["http://x/[bold]a[/bold]", "http://x/:boom:", "栏目 :heart:", "栏目 <b>名</b>"]
)
def test_an_address_is_shown_as_it_is(what: str, hours: list[float]) -> None:
    out = io.StringIO()
    walk(Progress(out=out), hours, 1, 31.0, what)
    assert what in out.getvalue()


@pytest.mark.parametrize("what", [what for what in HOSTILE if "[" not in what])
def test_control_characters_never_reach_a_terminal(what: str, hours: list[float]) -> None:
    out = Terminal()
    walk(Progress(out=out), hours, 1, 31.0, what)
    assert not any(bad in out.getvalue() for bad in ("\x1b[2J\x07", "\x07", "\n伪造", "\u202e"))


@pytest.mark.parametrize("what", ["http://x/a[/b]", "http://x/[/]"])
def test_an_address_is_no_markup(what: str, hours: list[float]) -> None:
    out = Terminal()
    walk(Progress(out=out), hours, 1, 0.1, what)
    assert what in out.getvalue()


def test_a_terminal_that_cannot_redraw_gets_plain_lines(
    hours: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "dumb")
    out = Terminal()
    walk(Progress(out=out), hours, 2, 31.0)
    assert len(out.getvalue().splitlines()) == 3
    assert "\x1b" not in out.getvalue()


class Gone(Terminal):
    """A stream whose reader has left after `lines` writings."""

    def __init__(self, *, tty: bool, error: Exception, after: int = 0) -> None:
        super().__init__()
        self.tty, self.error, self.left, self.tries = tty, error, after, 0

    def isatty(self) -> bool:
        return self.tty

    def write(self, text: str, /) -> int:
        self.tries += 1
        if self.tries > self.left:
            raise self.error
        return super().write(text)


@pytest.mark.parametrize("tty", [True, False])
@pytest.mark.parametrize("after", [0, 1, 3])
@pytest.mark.parametrize(
    "error", [BrokenPipeError(), OSError(28, "No space left"), ValueError("I/O operation on closed file")]
)
def test_a_stream_that_fails_ends_the_showing_only(
    error: Exception, after: int, tty: bool, hours: list[float]
) -> None:
    out = Gone(tty=tty, error=error, after=after)
    walk(Progress(out=out), hours, 10, 31.0)
    assert out.tries == after + 1, "tried once, then left alone"


def test_a_program_without_a_stream_to_show_on(monkeypatch: pytest.MonkeyPatch, hours: list[float]) -> None:
    monkeypatch.setattr("sys.stderr", None)
    monkeypatch.setattr("sys.stdout", out := io.StringIO())
    walk(Progress(), hours, 2, 31.0)
    assert out.getvalue() == "", "standard output is for what a verb prints"


@given(st.text(max_size=80))
def test_what_is_shown_is_short_and_on_one_line(text: str) -> None:
    shown = progress._clean(text)
    assert len(shown) <= 40
    assert shown.isprintable()


def test_what_is_cut_says_so() -> None:
    assert progress._clean("长" * 41) == "长" * 39 + "…"
    assert progress._clean("长" * 40) == "长" * 40
