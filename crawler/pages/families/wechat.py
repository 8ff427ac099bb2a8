"""微信公众号文章: the time of publication stands in the page's script, `var ct = "1649641145"`; its own place is empty.

Later pages also carry `createTime = '2025-11-11 08:06'`, in China's time. An article has no further pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from crawler.items import DateMark
from crawler.pages.dates import in_zone, stated
from crawler.pages.family import Paging, View, family

_EPOCH = re.compile(r"\bvar\s+ct\s*=\s*['\"](\d{9,10})['\"]")
_WRITTEN = re.compile(r"\bcreateTime\s*=\s*['\"]([\d: -]{10,19})['\"]")
_CHINA = ZoneInfo("Asia/Shanghai")


def moments(view: View, zone: ZoneInfo) -> Iterator[DateMark]:
    """The times that the article's script tells."""
    for script in view.doc.scripts:
        if (epoch := _EPOCH.search(script.text)) is not None:
            yield DateMark("script:ct", in_zone(datetime.fromtimestamp(int(epoch[1]), UTC), zone))
        if (written := _WRITTEN.search(script.text)) is not None:
            moment = stated(written[1], _CHINA)
            if moment is not None:
                known = in_zone(moment, zone) if isinstance(moment, datetime) else moment
                yield DateMark("script:createTime", known)


@family('id="js_content"', 'id="activity-name"', "rich_media_content", rank=5, moments=moments)
def paging(view: View) -> Paging | None:  # noqa: ARG001 - readers of all families are called alike
    """None: an article is one page."""
    return None
