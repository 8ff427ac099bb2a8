"""One table of the office, CSV or XLSX, as rows of text under known column names."""
