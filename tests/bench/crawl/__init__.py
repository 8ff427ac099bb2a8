"""The bench of crawling: the demo district's portal in three sizes on a loopback nginx, ours beside its peers."""
