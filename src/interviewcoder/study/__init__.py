"""A study as both front ends talk to it: open, import, code, count, export.

`Study` is the façade; each module behind it owns one concern. Knows no SQL, no screen, no command line.
"""

from interviewcoder.study.study import Study

__all__ = ["Study"]
