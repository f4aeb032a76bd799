"""Make the pictures of the documentation from the sample study.

``python -m tools.pictures`` writes screens as SVG and, where LibreOffice and pdftoppm are installed, pages of the
workbook as PNG, into docs/pictures.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).resolve().parents[1] / "docs" / "pictures"
SCREENS: Final = {
    "coding-80x24": (80, 24, ["t"] * 4 + ["s", "space", "space"]),
    "coding-120x40": (120, 40, ["t"] * 4 + ["s", "space", "space"]),
    "coding-200x60": (200, 60, ["t"] * 4 + ["s", "space", "space"]),
    "picker-120x40": (120, 40, ["t"] * 4 + ["s", "c", *"reput"]),
    "search-120x40": (120, 40, ["slash", *"stagiaire"]),
    "matrix-120x40": (120, 40, ["g", "x", "down", "down", "right"]),
    "summaries-120x40": (120, 40, ["g", "x", *["v"] * 7, *["down"] * 16, "right"]),
    "summary-120x40": (120, 40, ["g", "x", *["down"] * 16, "right", "s"]),
    "quotations-120x40": (120, 40, ["g", "x", "down", "down", "enter", "down"]),
    "help-120x40": (120, 40, ["question_mark"]),
    "cases-120x40": (120, 40, ["g", "k"]),
    "memos-120x40": (120, 40, ["g", "m", "down"]),
    "agreement-120x40": (120, 40, ["g", "a"]),
    "settling-120x40": (120, 40, ["g", "a", "enter"]),
    "codebook-120x40": (120, 40, ["g", "b", "down", "down"]),
    "settings-120x40": (120, 40, ["g", "s"]),
    "tour-120x40": (120, 40, ["g", "t", "enter", "enter"]),
}
PAGES: Final = {"workbook-readme": "Lisez-moi", "workbook-matrix": "Matrice", "workbook-quotes": "Verbatims"}


def screens(study_folder: Path) -> None:
    """Write every screen as SVG."""
    from interviewcoder import locales

    locales.choose("fr")
    for name, (width, height, keys) in SCREENS.items():
        os.environ["XDG_STATE_HOME"] = str(study_folder.parent / "states" / name)
        asyncio.run(_take(study_folder, name, width, height, keys))


async def _take(study_folder: Path, name: str, width: int, height: int, keys: list[str]) -> None:
    from interviewcoder.study import Study
    from interviewcoder.tui.app import CodingApp

    with Study.open(study_folder) as study:
        app = CodingApp(study)
        async with app.run_test(size=(width, height)) as pilot:
            await pilot.pause(0.3)
            for key in keys:
                await pilot.press(key)
                await app.workers.wait_for_complete()
            await pilot.pause(0.8)
            svg = app.export_screenshot(title=study.settings.title)
    (FOLDER / f"{name}.svg").write_text(svg, encoding="utf-8")


def review_screen(study_folder: Path) -> None:
    """Write the review screen, after names were replaced in a transcript of the sample."""
    from interviewcoder.study import Study, correcting

    with Study.open(study_folder) as study:
        transcript = max(study.transcripts, key=lambda one: study.coding_numbers().get(one.id, 0))
        file = study_folder / "corrected.txt"
        text = study.document(transcript).text
        file.write_text(
            text.replace("budget", "budget annuel").replace("Facebook", "le réseau"), encoding="utf-8"
        )
        correcting.apply(study, correcting.from_file(study, transcript, file))
    asyncio.run(_take(study_folder, "review-120x40", 120, 40, ["g", "v", "down"]))


def import_screen(scratch: Path) -> None:
    """Write the import screen over the sample's files, before any of them is taken."""
    from interviewcoder.study import Study
    from interviewcoder.tui.app import CodingApp
    from interviewcoder.tui.import_screen import ImportScreen

    async def take() -> None:
        with Study.create(scratch / "new", title="Médias sociaux et entreprises", coder="Hélène") as study:
            app = CodingApp(study)
            async with app.run_test(size=(120, 40)) as pilot:
                await pilot.pause(0.3)
                app.push_screen(ImportScreen(study, [FOLDER.parents[1] / "transcripts"]))
                await pilot.pause(0.3)
                await app.workers.wait_for_complete()
                await pilot.press("down", "down")
                await pilot.pause(0.5)
                svg = app.export_screenshot(title=study.settings.title)
        (FOLDER / "import-120x40.svg").write_text(svg, encoding="utf-8")

    asyncio.run(take())


def pages(study_folder: Path, scratch: Path) -> None:
    """Write one page of each chosen sheet as PNG."""
    import openpyxl

    from interviewcoder.study import Study, exporting

    with Study.open(study_folder) as study:
        workbook = exporting.export(study, made="2026-03-01T10:00:00+01:00")
    for name, sheet in PAGES.items():
        alone = scratch / f"{name}.xlsx"
        shutil.copy(workbook, alone)
        book = openpyxl.load_workbook(workbook)
        first = sum(1 for _n in range(book.sheetnames.index(sheet)))
        book.close()
        _convert(alone, scratch)
        page = _page_of(scratch / f"{name}.pdf", first)
        subprocess.run(
            ["pdftoppm", "-r", "80", "-png", "-f", str(page), "-l", str(page), "-singlefile",
             str(scratch / f"{name}.pdf"), str(FOLDER / name)],
            check=True,
        )  # fmt: skip


def _convert(workbook: Path, scratch: Path) -> None:
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{scratch}/profile", "--headless", "--convert-to", "pdf",
         "--outdir", str(scratch), str(workbook)],
        check=True, capture_output=True,
    )  # fmt: skip


def _page_of(pdf: Path, sheet: int) -> int:
    """Give the first page of a sheet: sheets begin where the title of the page changes."""
    titles = {0: "Lisez-moi", 1: "Segments codés", 2: "Présence des codes"}
    for page in range(1, 400):
        text = subprocess.run(
            ["pdftotext", "-f", str(page), "-l", str(page), str(pdf), "-"],
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        if (
            sheet == 0
            or (sheet in titles and titles[sheet] in text)
            or (sheet > 2 and text.startswith("Verbatims"))
        ):
            return page
    return 1


def main() -> int:
    """Run from the command line."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        os.environ["XDG_STATE_HOME"] = str(scratch / "state")
        from interviewcoder.study import sample

        sample.make(scratch / "demo").close()
        screens(scratch / "demo")
        import_screen(scratch)
        review_screen(scratch / "demo")
        if shutil.which("soffice") and shutil.which("pdftoppm"):
            pages(scratch / "demo", scratch)
    return 0


if __name__ == "__main__":
    sys.exit(main())
