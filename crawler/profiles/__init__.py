"""Public profile pages of platforms: what the page itself loads, read by the descriptions in readers.toml."""
