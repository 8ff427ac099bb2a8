"""The reader of Chinese government pages: `read(answer, today=…, zone=…, home=…) -> Page`. Pure and bounded."""

from crawler.pages.answer import Answer
from crawler.pages.reader import read

__all__ = ["Answer", "read"]
