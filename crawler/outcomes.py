"""From failures and answers to reason codes: what went wrong on the way, never what a unit did."""

from __future__ import annotations

from OpenSSL.SSL import Error as TlsError
from playwright.async_api import Error as BrowserError
from playwright.async_api import TimeoutError as BrowserTimeout
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from service_identity import CertificateError, VerificationError
from twisted.internet.error import ConnectError, ConnectionClosed
from twisted.web.client import ResponseFailed

from crawler.items import Kind, Page, Reason

GONE = (404, 410)
_NOTHING = (202, 204, 304)
"""Statuses without a page; a 304 that answers our own validators never gets here (`crawler.recorder`)."""
_REFUSED = (401, 403, 407, 412, 418, 521)


class Refused(IgnoreRequest):
    """Raised by our own middlewares when a request may not be sent; carries the reason code."""

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason


def reason_of_error(error: BaseException) -> Reason:
    """The reason code of an exception on the way to an answer; anything unknown is `unreachable`, never absence."""
    if isinstance(error, Refused):
        return error.reason
    if isinstance(error, IgnoreRequest):
        return next((reason for word, reason in _IGNORED if word in str(error)), Reason.NOT_SWEPT)
    carried = _carried(error)
    if any(isinstance(one, _TLS) for one in carried):
        return Reason.TLS
    found = (reason for one in carried for kinds, reason in _REASONS if isinstance(one, kinds))
    return next(found, Reason.UNREACHABLE)


_TLS = (TlsError, VerificationError, CertificateError)
_IGNORED = (("robots", Reason.ROBOTS),)
"""Scrapy's words for what it lets drop by itself."""
_REASONS: tuple[tuple[tuple[type[BaseException], ...], Reason], ...] = (
    ((DownloadTimeoutError, BrowserTimeout, TimeoutError), Reason.TIMEOUT),
    (
        (DownloadCancelledError, ResponseDataLossError),
        Reason.INCOMPLETE,
    ),  # too large, or cut short on the way
)

KNOWN_ERRORS: tuple[type[BaseException], ...] = (
    IgnoreRequest, DownloadTimeoutError, BrowserError, DownloadCancelledError, ResponseDataLossError,
    CannotResolveHostError, DownloadConnectionRefusedError, DownloadFailedError, ConnectError, ConnectionClosed,
    ResponseFailed, TlsError, OSError,
)  # fmt: skip
"""What may happen on the way; any other exception is a fault of ours and ends the run with exit 1."""


def reason_of_status(status: int) -> Reason | None:
    """The reason code of an HTTP status; None where the answer's content decides."""
    if status in _REFUSED:
        return Reason.BLOCKED
    if status == 429:
        return Reason.RATE_LIMITED
    return Reason.HTTP_ERROR if status >= 400 or status in _NOTHING else None


def reason_of_page(page: Page, status: int) -> Reason | None:
    """Why an answer cannot be judged as content, or None when it can.

    A recognised wall weighs more than a status, except for 429, which says what is wanted: time.
    """
    if page.kind is Kind.BLOCKED and status != 429:
        return Reason.BLOCKED
    by_status = reason_of_status(status)
    if by_status is not None:
        return by_status
    return Reason.SOFT_404 if page.kind is Kind.SOFT_404 else None


def _carried(error: BaseException) -> list[BaseException]:
    """A failure and all that it carries as its reasons, itself first."""
    pending, seen = [error], list[BaseException]()
    while pending:
        current = pending.pop(0)
        if any(current is one for one in seen):
            continue
        seen.append(current)
        pending += [cause for cause in (current.__cause__, current.__context__) if cause is not None]
        reasons = getattr(current, "reasons", None) or ()
        values = (getattr(reason, "value", reason) for reason in reasons)
        pending += [value for value in values if isinstance(value, BaseException)]
    return seen
