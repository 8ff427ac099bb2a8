"""Scrapy settings: every deviation from its default, and why. A sweep adds its workspace's own (`for_workspace`)."""

from __future__ import annotations

from typing import Any

from rules.model import Workspace

BOT_NAME = "gongkai"
SPIDER_MODULES = ["crawler.spiders"]
USER_AGENT = "gongkai (+https://github.com/gongkai)"  # says what it is; default: Scrapy's own name

DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "zh-CN,zh;q=0.9",  # default en: some portals have an English face
}

TELNETCONSOLE_ENABLED = False  # default True: a port that executes Python
REMOTE_CONTROL_ENABLED = False  # default True since 2.18: the same over HTTP

DUPEFILTER_CLASS = "scrapy.dupefilters.BaseDupeFilter"  # default RFPDupeFilter; the survey keeps its own set
# Default: the last asked first. Pages of a list would come in reverse, and lie in memory until their turn.
SCHEDULER_MEMORY_QUEUE = "scrapy.squeues.FifoMemoryQueue"
CONCURRENT_ITEMS = 1  # default 100; we yield no items, and each would be a task
HTTPERROR_ALLOW_ALL = True  # default False; every status is an outcome to be stored
METAREFRESH_ENABLED = False  # default True; a jump inside a page is read and judged, not followed blindly
HTTPPROXY_ENABLED = False  # default True; an environment's proxy would reach what the guard refuses
DNS_RESOLVER = "crawler.guard.GuardedResolver"  # refuses names that lead to private addresses

DOWNLOAD_HANDLERS = {  # default also data, file, ftp and s3
    "http": "crawler.wire.WireHandler",
    "https": "crawler.wire.WireHandler",
    **dict.fromkeys(("data", "file", "ftp", "s3")),
}
DOWNLOAD_TIMEOUT = 30  # default 180 s; the national rule calls 15 s unreachable
DOWNLOAD_MAXSIZE = 32 * 1024 * 1024  # default 1 GiB
DOWNLOAD_HEAD_MAXSIZE = 256 * 1024  # our own: Scrapy bounds bodies only
DOWNLOAD_WARNSIZE = 0  # default 32 MiB; the bound above speaks for itself
DOWNLOAD_FAIL_ON_DATALOSS = True  # the default, said on purpose: half a page is no page
DOWNLOAD_VERIFY_CERTIFICATES = True  # default False
RANDOMIZE_DOWNLOAD_DELAY = False  # default True; the configured rate is an upper bound
REDIRECT_MAX_TIMES = 6  # default 20
RETRY_TIMES = 2  # the default, said on purpose: politeness counts retries too
RETRY_GIVE_UP_LOG_LEVEL = "DEBUG"  # default ERROR; the outcome is stored and reported

LOG_INSTALL_ROOT_HANDLER = False  # default True; the caller has set up logging
LOG_VERSIONS: list[str] = []  # default: a list of versions on every start
LOGSTATS_INTERVAL = 0  # default 60 s; our own progress says more
STATS_DUMP = False  # default True; the sweep's row keeps the figures
WARN_ON_GENERATOR_RETURN_VALUE = False  # default True; parses every callback's source
URLLENGTH_LIMIT = 0  # default 2083; drops a question without a word, and its stage would wait for ever

DOWNLOADER_MIDDLEWARES = {
    "crawler.guard.GuardMiddleware": 50,
    "crawler.patience.Patience": 550,
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,  # asks again at once, whatever Retry-After says
    "crawler.unpacking.Unpacking": 590,
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,  # takes half a stream for the whole
    "crawler.redirects.Redirects": 600,
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": None,  # takes a redirect to nowhere for a page
    "crawler.cookies.Cookies": 700,
    "scrapy.downloadermiddlewares.cookies.CookiesMiddleware": None,  # fetches the public suffix list from afar
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,  # the guard knows ports and consent
    "crawler.recorder.Recorder": 950,  # nearest to the network: answers as they came
    # Each costs every request a quarter of a bare spider's page; what three of them do is the guard's now.
    "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": None,
    "scrapy.downloadermiddlewares.downloadtimeout.DownloadTimeoutMiddleware": None,
    "scrapy.downloadermiddlewares.defaultheaders.DefaultHeadersMiddleware": None,
    "scrapy.downloadermiddlewares.useragent.UserAgentMiddleware": None,
    "scrapy.downloadermiddlewares.stats.DownloaderStats": None,
}
UNRECORDED = {
    **DOWNLOADER_MIDDLEWARES,
    "crawler.recorder.Recorder": None,
}  # for a probe, which belongs to no sweep
LONE = {
    **UNRECORDED,
    "crawler.patience.Patience": None,
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": 550,
}  # for `inspect`, which asks one page and works at no desk
SEALED = {
    "DOWNLOAD_HANDLERS": {  # secrets go in and come out at the last step before the network
        "http": "crawler.sealing.SealedHandler",
        "https": "crawler.sealing.SealedHandler",
        "token": "crawler.tokens.TokenHandler",
    },
}
"""What a sweep needs beside; a probe and `inspect` carry no secrets."""
PORTAL = {
    "SPIDER_MIDDLEWARES": {  # the survey keeps depth and addresses itself, and every status is an outcome
        "scrapy.spidermiddlewares.httperror.HttpErrorMiddleware": None,
        "scrapy.spidermiddlewares.referer.RefererMiddleware": None,  # a link's question names its page itself
        "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware": None,
        "scrapy.spidermiddlewares.depth.DepthMiddleware": None,
        "scrapy.spidermiddlewares.start.StartSpiderMiddleware": None,
        "scrapy.spidermiddlewares.metacopy.MetaCopyDetectionMiddleware": None,  # nothing is copied from an answer's meta
    },
}
"""What the portal's spider does without, for speed."""
EXTENSIONS = {
    "scrapy.extensions.telnet.TelnetConsole": None,
    "scrapy.extensions.memusage.MemoryUsage": None,
}


_SHORTEST = 0.001
"""Seconds of delay below which a timer for every request costs more than it delays: only a test server allows that."""


def for_workspace(workspace: Workspace) -> dict[str, Any]:
    """What a workspace decides: rate, concurrency, robots."""
    polite = workspace.polite
    delay = 1 / polite.requests_per_second
    return {
        "DOWNLOAD_DELAY": delay if delay >= _SHORTEST else 0,
        "CONCURRENT_REQUESTS": max(16, polite.concurrency),
        "CONCURRENT_REQUESTS_PER_DOMAIN": polite.concurrency,
        "ROBOTSTXT_OBEY": polite.obey_robots,
    }
