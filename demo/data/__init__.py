"""Word lists and plans of the demo district, as data."""
