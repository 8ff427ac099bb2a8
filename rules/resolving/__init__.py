"""Step two: typed rows into one whole. Who is named must be known; what is unique must not repeat."""
