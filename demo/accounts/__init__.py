"""The registered accounts: their posts, their feeds, and the exports that people drop into the inbox."""
