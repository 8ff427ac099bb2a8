"""Step one: rows of text into typed rows, each by itself. Nobody is looked up here; a row that says nothing loads."""
