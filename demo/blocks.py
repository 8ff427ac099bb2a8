"""What a text is made of. Families print blocks in their own dress; the words are the same everywhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a text."""

    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; a signature stands on the right."""

    text: str
    right: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a head row."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Anchor:
    """A paragraph that ends in a link. `href` is printed as it stands."""

    before: str
    text: str
    href: str


Block = Heading | Paragraph | Table | Anchor


def html(blocks: Sequence[Block]) -> str:
    """The blocks as the HTML that an editor in a CMS leaves behind."""
    return "\n".join(_block(block) for block in blocks)


def plain(blocks: Sequence[Block]) -> str:
    """The words alone."""
    lines: list[str] = []
    for block in blocks:
        match block:
            case Heading(text) | Paragraph(text):
                lines.append(text)
            case Table(head, rows):
                lines += [" ".join(row) for row in (head, *rows)]
            case Anchor(before, text):
                lines.append(before + text)
    return "\n".join(lines)


def _block(block: Block) -> str:
    match block:
        case Heading(text):
            return f'<p style="text-indent: 2em;"><strong>{escape(text)}</strong></p>'
        case Paragraph(text, right):
            style = "text-align: right;" if right else "text-indent: 2em;"
            return f'<p style="{style}">{escape(text)}</p>'
        case Anchor(before, text, href):
            return (
                f'<p style="text-indent: 2em;">{escape(before)}'
                f'<a href="{escape(href)}" target="_blank">{escape(text)}</a></p>'
            )
        case Table(head, rows):
            lines = "".join(_row("td", row) for row in rows)
            return f'<table border="1" cellspacing="0" cellpadding="4"><tbody>{_row("th", head)}{lines}</tbody></table>'


def _row(tag: str, cells: Sequence[str]) -> str:
    return "<tr>" + "".join(f"<{tag}>{escape(cell)}</{tag}>" for cell in cells) + "</tr>"
