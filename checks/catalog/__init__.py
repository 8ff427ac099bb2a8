"""One file, one check; importing this package registers nothing by itself."""
