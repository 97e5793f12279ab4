"""Which PocketPy pkhost is built against."""
