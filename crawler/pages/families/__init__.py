"""One file per family of pages; see `crawler.pages.family`."""
