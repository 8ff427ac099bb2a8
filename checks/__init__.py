"""Where what is shown differs from what must be: pure judgements over one stored sweep."""
