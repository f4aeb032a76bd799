"""What a study's folder lies in: a synchronised folder, a network disk, and copies that a conflict left there.

Owns recognising these by names, marker files and the list of mounts, and what is said about them. Looks, never writes
in the folder; what was said once is remembered with the place of each person.
"""

from __future__ import annotations

import re
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from interviewcoder.domain.text import shown
from interviewcoder.locales import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from interviewcoder.study.study import Study

_BY_NAME: Final = (
    ("OneDrive", re.compile(r"onedrive( ?- .*)?|onedrive-.*", re.IGNORECASE)),
    ("Dropbox", re.compile(r"dropbox( \(.*\))?|dropbox-.*", re.IGNORECASE)),
    ("iCloud", re.compile(r"icloud ?drive.*|com~apple~clouddocs", re.IGNORECASE)),
    ("Nextcloud", re.compile(r"(nextcloud|owncloud)[0-9]*([-_ ].*)?", re.IGNORECASE)),
    ("Google Drive", re.compile(r"google ?drive(-.*)?|my drive|mon drive", re.IGNORECASE)),
    ("Seafile", re.compile(r"seafile", re.IGNORECASE)),
    ("kDrive", re.compile(r"kdrive[0-9]*", re.IGNORECASE)),
    ("pCloud", re.compile(r"pcloud ?drive|pcloud ?sync", re.IGNORECASE)),
)
_BY_MARKER: Final = (
    ("Dropbox", (".dropbox", ".dropbox.cache")),
    ("Nextcloud", (".sync_*.db", "._sync_*.db", ".nextcloudsync.log", ".owncloudsync.log")),
    ("Google Drive", (".tmp.drivedownload", ".tmp.driveupload")),
    ("Syncthing", (".stfolder",)),
    ("Synology Drive", (".SynologyWorkingDirectory",)),
)
_NETWORK: Final = frozenset(
    [
        "nfs",
        "nfs4",
        "cifs",
        "smb3",
        "smbfs",
        "afs",
        "ceph",
        "glusterfs",
        "lustre",
        "sshfs",
        "davfs",
        "fuse.sshfs",
        "fuse.davfs2",
        "fuse.rclone",
        "fuse.gvfsd-fuse",
        "fuse.smbnetfs",
    ]
)
MOUNTS: Final = Path("/proc/mounts")
_CONFLICT: Final = re.compile(
    r"[ _]\(.*(conflict|conflit|copie|copy).*\)|[ _]conflict.*|\.sync-conflict-.*"
    r"| \(\d+\)|[ _-]+(copy|copie)( ?\d+)?|-(?!version-\d+$|.*(backup|old|before|avant|sauv))[\w.-]+| \d",
    re.IGNORECASE,
)
"""What is added to the name of a file that two computers have changed, by Dropbox, Nextcloud, Syncthing, Google Drive,
OneDrive (the name of the computer) and iCloud."""
_TOLD: Final = "surroundings"


def synchronised(folder: Path) -> str | None:
    """Give the name of what synchronises a folder, None when nothing known does."""
    places = [folder.resolve(), *folder.resolve().parents]
    for name, pattern in _BY_NAME:
        if any(pattern.fullmatch(place.name) for place in places):
            return name
    for name, markers in _BY_MARKER:
        for place in places:
            with suppress(OSError):
                if any(next(place.glob(marker), None) is not None for marker in markers):
                    return name
    return None


def on_network(folder: Path, mounts: Path = MOUNTS) -> bool:
    """Say whether a folder is on a disk that is reached through a network."""
    place = folder.resolve()
    if sys.platform == "win32":
        return str(place).startswith("\\\\")
    best, kind = Path("/"), ""
    with suppress(OSError):
        for line in mounts.read_text(encoding="utf-8", errors="replace").splitlines():
            parts = line.split(" ")
            if len(parts) < 3:
                continue
            point = Path(re.sub(r"\\(\d{3})", lambda octal: chr(int(octal[1], 8)), parts[1]))
            if place.is_relative_to(point) and len(point.parts) >= len(best.parts):
                best, kind = point, parts[2]
    return kind in _NETWORK


def conflicting_copies(study: Study) -> list[Path]:
    """Give the files beside the database that a conflict between two computers has left."""
    if study.settings.on_server:
        return []
    database = study.folder / study.settings.database
    beside = database.parent.glob(f"*{database.suffix}")
    return sorted(
        path
        for path in beside
        if path.stem.startswith(database.stem) and _CONFLICT.fullmatch(path.stem[len(database.stem) :])
    )


def told_of_copies(study: Study) -> Iterator[str]:
    """Give a sentence for every copy that a conflict has left."""
    for path in conflicting_copies(study):
        yield _(
            "{file} beside the study looks like a copy made because two computers changed it. See what it holds with "
            "“interviewcoder merge --dry-run”, merge it, and move it away."
        ).format(file=shown(path.name))


def told(study: Study) -> list[str]:
    """Give what a person should know of where the study is: always why it cannot be changed, the rest only once."""
    sentences = []
    if study.newer:
        sentences.append(
            _("This study was written by a later version of interviewcoder: it is open for reading only.")
        )
    elif study.read_only:
        sentences.append(_("This study can only be read here: its folder is read-only."))
    known = study.recall(_TOLD, [])
    new = [(key, sentence) for key, sentence in _once(study) if key not in known]
    if new:
        study.remember(_TOLD, [*known, *(key for key, _sentence in new)])
    return [*sentences, *(sentence for _key, sentence in new)]


def _once(study: Study) -> Iterator[tuple[str, str]]:
    if study.settings.on_server:
        return
    if (by := synchronised(study.folder)) is not None:
        yield (
            f"in {by}",
            _(
                "The study is in a folder that {service} synchronises. Work on one computer at a time, let it finish "
                "before the other begins, or keep the study elsewhere and merge copies."
            ).format(service=by),
        )
    if on_network(study.folder):
        yield (
            "network",
            _(
                "The study is on a network disk. Locks are unreliable there: let one person at a time open it, or use "
                "a team database."
            ),
        )
    for path, sentence in zip(conflicting_copies(study), told_of_copies(study), strict=True):
        yield path.name, sentence
