"""The only room that knows SQL: one study in SQLite or PostgreSQL.

`Store` is the door; the modules behind it own one thing each. Knows no file format, no screen.
"""

from interviewcoder.store.store import Store

__all__ = ["Store"]
