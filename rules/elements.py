"""公开内容（要素） into its elements. A sentence stays whole: an element that nobody could find would accuse wrongly."""

from __future__ import annotations

import re

from rules.text import outside, plain, shown, split_outside

_NUMBER = re.compile(
    r"(?:^|(?<=[\n;；。,，、\s]))(?:[（(]\s*[\d一二三四五六七八九十]{1,3}\s*[）)]|[①-⑳]|\d{1,2}\s*[.、．](?!\d)|[一二三四五六七八九十]{1,3}、)"
)
_CIRCLED = re.compile(r"[①-⑳]")
_AND_SO_ON = re.compile(r"(?:[（(]等[）)]|等(?:信息|内容|情况|事项|方面|要素|相关信息)?(?:\d+项)?)[。.]?$")
_JOINING = re.compile(r"^(?:以及|及其|包括|及|和|含)(?=..)")
_REQUIRED, _OPTIONAL = "●■★☑√", "〇○□☐◯"
_MARK = re.compile(f"(?=[{_REQUIRED}{_OPTIONAL}])")
_LIST_WORDS = "、，,"
_LONGEST = 16  # characters of one word of a list; what is longer is a clause
_FEWEST = 3  # words that make a list; 法律、法规 is a phrase


def split_elements(text: str | None) -> tuple[str, ...]:
    """The elements that a row demands, in their order, without what is marked optional (〇)."""
    if not text:
        return ()
    parts: list[str] = []
    for line in _MARK.split(_NUMBER.sub("\n", _CIRCLED.sub("\n", text))):
        if not line.lstrip().startswith(tuple(_OPTIONAL)):
            parts += split_outside(line.lstrip().lstrip(_REQUIRED), "\n;；。")
    words = (word for part in parts for word in _as_list(part))
    cleaned = (_JOINING.sub("", _AND_SO_ON.sub("", shown(word)).strip(" 、，,：:.")) for word in words)
    return tuple(dict.fromkeys(part for part in cleaned if plain(part)))


def _as_list(text: str) -> list[str]:
    """A list of short words separated by 、 or ，is cut; a phrase, a sentence or a labelled text is one element."""
    words = split_outside(_AND_SO_ON.sub("", text.strip()), _LIST_WORDS)
    short = all(len(outside(word)) <= _LONGEST and not {":", "："} & set(outside(word)) for word in words)
    return words if short and len(words) >= _FEWEST else [text]
