"""Redirects as Scrapy follows them; but where one leads nowhere, in a circle or out of the web, nothing was read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapy.downloadermiddlewares.redirect import RedirectMiddleware
from scrapy.exceptions import IgnoreRequest

from crawler.items import Reason
from crawler.outcomes import Refused

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.http import Response

_LEADING = (301, 302, 303, 307, 308)


class Redirects(RedirectMiddleware):
    """In the place of Scrapy's own, which hands the empty answer on as a page, and raises what a server wants it to."""

    def handle_referer(self, request: Request, response: Response) -> None:  # noqa: ARG002 - Scrapy's arguments
        """A redirected question names no page that it comes from."""
        request.headers.pop("Referer", None)

    def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]  # without Scrapy's old argument
        """Where the redirect leads to, or why it leads nowhere."""
        if response.status not in _LEADING or request.meta.get("dont_redirect"):
            return response
        target = (response.headers.get("Location") or b"").decode("latin-1").strip()
        if not target:
            raise Refused(Reason.HTTP_ERROR, f"{response.status}：跳转没有写明去处")
        try:
            following = super().process_response(request, response)
        except ValueError:  # no address that Scrapy can ask for
            following = response
        except IgnoreRequest:
            raise Refused(Reason.HTTP_ERROR, "跳转没有尽头") from None
        if following is response:
            raise Refused(Reason.NOT_SWEPT, f"跳转到不支持的地址：{target[:80]}")
        return following
