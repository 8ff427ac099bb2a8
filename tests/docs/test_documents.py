"""The documents against the program: verbs and options, generated parts, links, exit codes, pictures."""

from __future__ import annotations

import re
import struct
import tomllib
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import unquote

import click
import pytest
from click.testing import CliRunner

import gongkai
from checks import docs
from checks.model import Verdict, load_checks
from crawler.items import Reason
from reports import running

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])
README, ENGLISH = ((ROOT / name).read_text("utf-8") for name in ("README.md", "README.en.md"))
VERBS_PAGE = (ROOT / "docs" / "verbs.md").read_text("utf-8")
VERBS: Mapping[str, click.Command] = gongkai.main.commands
SECTIONS = dict(re.findall(r"^### (\w+)\n(.*?)(?=^##|\Z)", VERBS_PAGE, re.MULTILINE | re.DOTALL))
COMMON = {option for parameter in gongkai.main.params for option in parameter.opts}
PRINTING = ("findings", "verdicts", "columns", "articles", "accounts", "posts")


# --- verbs and options ---


def test_every_verb_has_its_section() -> None:
    assert set(SECTIONS) == set(VERBS)


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_help_and_stands_in_the_readmes(verb: str) -> None:
    assert VERBS[verb].get_short_help_str()
    result = CliRunner().invoke(gongkai.main, [verb, "--help"])
    assert result.exit_code == 0
    for text in (README, ENGLISH):
        assert re.search(rf"^\|.*`{verb}[ `]", text, re.MULTILINE), "the table of verbs names it"


@pytest.mark.parametrize("verb", VERBS)
def test_every_option_is_told_and_has_help(verb: str) -> None:
    section = SECTIONS[verb]
    if verb in PRINTING:
        section += VERBS_PAGE.partition("## 看存下来的内容")[2].partition("###")[0]
    for parameter in VERBS[verb].params:
        if isinstance(parameter, click.Option):
            assert parameter.help, parameter.name
            for option in (*parameter.opts, *parameter.secondary_opts):
                place = VERBS_PAGE.partition("## 每周的运行")[0] if option in COMMON else section
                assert f"`{option}" in place, option
            for choice in getattr(parameter.type, "choices", ()):
                assert re.search(rf"[` ]{choice}`", section), choice


def test_no_option_is_told_that_is_not_there() -> None:
    known = {
        option
        for verb in VERBS.values()
        for parameter in verb.params
        for option in (*parameter.opts, *parameter.secondary_opts)
    }
    told = {option for page in PAGES if page.name in ("verbs.md", "workspace.md", "README.md", "README.en.md")
            for option in re.findall(r"gongkai [^`\n]*?(--[a-z-]+)", page.read_text("utf-8"))}  # fmt: skip
    told |= set(re.findall(r"^\| `(--[a-z-]+)", VERBS_PAGE, re.MULTILINE))
    assert told - {"--help"} <= known


def test_every_exit_code_is_told() -> None:
    codes = {
        str(getattr(running, name))
        for name in ("DONE", "UNEXPECTED", "GAPS", "BUSY", "WRONG", "HELD_BACK", "STOPPED", "FALLEN")
    }
    for text in (README, ENGLISH):
        assert set(re.findall(r"^\| (\d) \|", text, re.MULTILINE)) == codes
    assert set(re.findall(r"^\| `(\d)` \|", VERBS_PAGE, re.MULTILINE)) == codes | {"2"}


@pytest.mark.parametrize("text", [README, ENGLISH], ids=["chinese", "english"])
def test_every_verdict_is_told(text: str) -> None:
    assert set(re.findall(r"^\| \S[^|]* \| `(\w+)` \|", text, re.MULTILINE)) >= set(Verdict)


def test_every_reason_code_is_told() -> None:
    store = (ROOT / "docs" / "store.md").read_text("utf-8")
    assert {code for code in Reason if f"`{code}`" not in store} == set()


# --- what is generated ---


def test_the_generated_parts_are_up_to_date() -> None:
    old = [path.name for path, text in docs.documents(ROOT).items() if path.read_text("utf-8") != text]
    assert not old, "run python -m checks.docs"


@pytest.mark.parametrize("name", load_checks())
def test_every_check_is_told_in_full(name: str) -> None:
    check = load_checks()[name]
    section = (ROOT / docs.PAGE).read_text("utf-8").partition(f"### {name}\n")[2].partition("\n### ")[0]
    for text in (check.title, check.why, check.spares, check.mend, docs.offence(check)):
        assert text, "every part of the docstring is there"
        assert text in section
    for text in (README, ENGLISH):
        assert f"| [`{name}`](docs/checks.md#{name}) |" in text


def test_a_readme_without_its_marks_is_refused(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("# nothing here\n", "utf-8")
    with pytest.raises(docs.DocsError, match="marks"):
        docs.documents(tmp_path)


# --- links and pictures ---


@pytest.mark.parametrize("page", PAGES, ids=[page.name for page in PAGES])
def test_links_lead_somewhere(page: Path) -> None:
    text = re.sub(r"```.*?```", "", page.read_text("utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if target.startswith(("http://", "https://")):
            continue
        path, _, anchor = unquote(target).partition("#")
        place = (page.parent / path).resolve() if path else page
        assert place.exists(), target
        if anchor:
            assert anchor in _anchors(place), target


def _anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as code hosts make them."""
    heads = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


def test_pictures_are_modest() -> None:
    pictures = sorted((ROOT / "docs" / "pictures").glob("*.png"))
    assert 0 < len(pictures) <= 3
    for picture in pictures:
        data = picture.read_bytes()
        width, height = struct.unpack(">II", data[16:24])
        assert len(data) < 400_000
        assert 600 <= width <= 1_400
        assert 600 <= height <= 1_600
        assert f"docs/pictures/{picture.name}" in README
        assert f"docs/pictures/{picture.name}" in ENGLISH


def test_the_readme_has_two_commands_to_set_up() -> None:
    for text in (README, ENGLISH):
        [block] = re.findall(r"```sh\n(.*?)```", text.partition("\n## ")[2].partition("\n## ")[0], re.DOTALL)
        assert [line.split()[0] for line in block.splitlines()] == ["bin/demo", "bin/test"]
        for line in block.splitlines():
            assert (ROOT / line.split()[0]).stat().st_mode & 0o111


def test_the_changelog_and_the_licence_agree_with_the_package() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    changes = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert re.search(rf"^## {re.escape(project['version'])}\b", changes, re.MULTILINE)
    assert (ROOT / "LICENSE").read_text("utf-8").startswith(f"{project['license']} License")


@pytest.mark.parametrize("lock", ["requirements.txt", "requirements-dev.txt"])
def test_a_lock_file_holds_hashes_and_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text("utf-8")
    assert "://" not in text
    entries = [entry for entry in re.split(r"(?m)^(?=[a-z])", text) if entry.strip()]
    assert len(entries) > 50
    for entry in entries:
        assert re.match(r"[a-z0-9.-]+==\S+ \\\n(?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+\Z", entry), (
            entry[:80]
        )
