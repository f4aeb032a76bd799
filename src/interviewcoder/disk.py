"""Bytes on the disk, not only on their way to it.

Owns flushing, for every room that writes files. Knows nothing of what is written.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def flush(path: Path) -> None:
    """Wait until a file's bytes, or a folder's list of names, have reached the disk. Raises `OSError`."""
    folder = path.is_dir()
    try:
        handle = os.open(path, os.O_RDONLY if folder else os.O_RDWR)
    except OSError:
        if folder:  # Windows opens no folders
            return
        raise
    try:
        os.fsync(handle)
    except OSError:
        if not folder:  # some network disks sync no folders
            raise
    finally:
        os.close(handle)
