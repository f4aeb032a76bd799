"""The import screen: what the files hold, shown and corrected before any of it is taken.

Owns what is shown and which thread reads or takes. What was decided is in `offers`; finding and taking are
the study's. Files are taken one by one, so leaving in the middle keeps whole transcripts only.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option
from textual.worker import get_current_worker

from interviewcoder.domain.errors import InterviewCoderError, Unreadable
from interviewcoder.locales import _, ngettext, number
from interviewcoder.study import finding
from interviewcoder.tui.keyed import Foot, KeyedScreen
from interviewcoder.tui.lists import Ask, Choice
from interviewcoder.tui.offers import ENCODINGS, Offer, by_file
from interviewcoder.tui.safe import cut, joined, plain

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from textual.app import ComposeResult

    from interviewcoder.formats.transcripts.reading import Label
    from interviewcoder.study import Study


class ImportScreen(KeyedScreen[None]):
    """Look at files, correct what was recognised, take them in."""

    PLACE = "import"
    DEFAULT_CSS: ClassVar[str] = """
    ImportScreen #title { height: 1; padding: 0 1; background: $surface; }
    ImportScreen #offers { width: 38%; height: 1fr; border: none; padding: 0 1; background: $background; }
    ImportScreen #about { width: 1fr; height: 1fr; background: $surface; padding: 0 1; }
    ImportScreen #labels { height: auto; max-height: 10; border: none; padding: 0; background: $surface; }
    ImportScreen #facts, ImportScreen #beginning { height: auto; }
    ImportScreen #facts { margin: 1 0 0 0; }
    ImportScreen #beginning { margin: 1 0 0 0; color: $text-muted; }
    """

    def __init__(self, study: Study, paths: Sequence[Path]) -> None:
        super().__init__()
        self._study = study
        self._paths = list(paths)
        self.offers: list[Offer] = []
        self._busy = ""

    def compose(self) -> ComposeResult:
        """Lay out the files on the left and what is in the highlighted one on the right."""
        yield Static(id="title", markup=False)
        with Horizontal():
            yield OptionList(id="offers")
            with Vertical(id="about"):
                yield OptionList(id="labels")
                with VerticalScroll(can_focus=False):
                    yield Static(id="facts", markup=False)
                    yield Static(id="beginning", markup=False)
        yield Foot()

    def on_mount(self) -> None:
        """Read the files beside the screen."""
        self.query_one("#offers").focus()
        try:
            files, aside = finding.files_in(self._paths)
        except InterviewCoderError as error:
            self.coder_app.tell(error.sentence, wrong=True)
            files, aside = [], []
        if aside:
            names = ", ".join(path.name for path in aside)
            self.coder_app.tell(
                _("Left aside in the folder: {files}. Name a file to have it imported.").format(files=names)
            )
        self.show_keys()
        self._show_title()
        self._look(files)

    # Reading

    @work(thread=True, exclusive=True, group="look", exit_on_error=False)
    def _look(
        self, files: Sequence[Path], *, as_format: str | None = None, encoding: str | None = None
    ) -> None:
        worker = get_current_worker()
        looks = finding.look(self._study, files, as_format=as_format, encoding=encoding)
        for n, (path, found) in enumerate(looks, start=1):
            if worker.is_cancelled:
                return
            self.app.call_from_thread(self._found, path, found, (n, len(files)))

    def _found(
        self, path: Path, found: list[finding.Interview] | Unreadable, progress: tuple[int, int]
    ) -> None:
        """Show what a file holds, in the place of what was shown of it before."""
        before = [offer for offer in self.offers if offer.path == path]
        if isinstance(found, Unreadable):
            offers = [Offer(path, refusal=found)]
        else:
            offers = [Offer(path, interview) for interview in found]
        for old, new in zip(before, offers, strict=False):
            new.case, new.attributes, new.ticked = old.case, old.attributes, old.ticked
            if old.interview is not None and new.interview is not None:
                new.interview = replace(new.interview, name=old.interview.name, twin=old.interview.twin)
        at = self.offers.index(before[0]) if before else len(self.offers)
        self.offers = [offer for offer in self.offers if offer.path != path]
        self.offers[at:at] = offers
        n, number = progress
        self._busy = _("Reading {n} of {number} …").format(n=n, number=number) if n < number else ""
        self._show_offers()

    # Showing

    def _show_title(self) -> None:
        wanted = sum(offer.wanted for offer in self.offers)
        counted = ngettext("{n} interview ticked", "{n} interviews ticked", wanted).format(n=wanted)
        title = joined((_("Import"), "bold"), f" – {counted}  ", (self._busy, "italic"))
        self.query_one("#title", Static).update(title)

    def _show_offers(self) -> None:
        choices = self.query_one("#offers", OptionList)
        at = choices.highlighted or 0
        choices.clear_options()
        choices.add_options(Option(self._row(offer)) for offer in self.offers)
        if self.offers:
            choices.highlighted = min(at, len(self.offers) - 1)
        self._show_title()
        self._show_facts()

    def _row(self, offer: Offer) -> Content:
        width = max(16, int(self.size.width * 0.38) - 6)
        return joined(f"{offer.mark} ", (cut(offer.name, width), "" if offer.possible else "dim"))

    @property
    def _offer(self) -> Offer | None:
        """The offer highlighted."""
        at = self.query_one("#offers", OptionList).highlighted
        return self.offers[at] if at is not None and at < len(self.offers) else None

    def _show_facts(self) -> None:
        offer = self._offer
        labels = self.query_one("#labels", OptionList)
        at = labels.highlighted
        labels.clear_options()
        if offer is None:
            return
        for label in self._labels():
            turns = ngettext("{n} turn", "{n} turns", label.turns).format(n=number(label.turns))
            role = _(offer.role(label))
            labels.add_option(
                Option(joined((label.name, "bold"), f" ({role}) – {turns} – ", (label.first_words, "dim")))
            )
        if at is not None and labels.option_count:
            labels.highlighted = min(at, labels.option_count - 1)
        lines = [joined((what, "bold"), f"  {fact}") for what, fact in offer.facts()]
        self.query_one("#facts", Static).update(Content("\n").join(lines))
        beginning = Content("\n").join([plain(line) for line in offer.beginning().split("\n")])
        self.query_one("#beginning", Static).update(beginning)

    def _labels(self) -> tuple[Label, ...]:
        offer = self._offer
        return offer.interview.reading.labels if offer is not None and offer.interview is not None else ()

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Show what is in the file highlighted."""
        if event.option_list.id == "offers":
            self._show_facts()

    def renew(self) -> None:
        """Show what is known, after something changed."""
        self._show_offers()
        self.show_keys()

    # Deciding

    def do_import_tick(self) -> None:
        """Tick the interview, or no longer."""
        if (offer := self._offer) is not None:
            offer.ticked = not offer.ticked
            self._show_offers()

    def do_import_case(self) -> None:
        """Ask which case the interview belongs to; with several ticked, all of them that have none."""

        def named(name: str | None) -> None:
            offer = self._offer
            if name is None or offer is None:
                return
            offer.case = name
            self._show_facts()

        known = dict.fromkeys([case.name for case in self._study.cases])
        known.update(dict.fromkeys(offer.case for offer in self.offers if offer.case))
        self.app.push_screen(Ask(_("Which case does the interview belong to?"), list(known)), named)

    def do_import_cases(self) -> None:
        """Make each ticked interview a case of its own, or none."""
        wanted = [offer for offer in self.offers if offer.wanted]
        own = all(offer.case == offer.name for offer in wanted)
        for offer in wanted:
            offer.case = "" if own else offer.name
        self._show_facts()

    def do_import_attributes(self) -> None:
        """Take the header data of the ticked interviews as attributes of their cases, or not."""
        taken = not (self._offer is not None and self._offer.attributes)
        for offer in self.offers:
            offer.attributes = taken and offer.wanted
        if taken and not all(offer.case for offer in self.offers if offer.wanted):
            self.coder_app.tell(_("Attributes belong to cases: press c or C to name the case."))
        self._show_facts()

    def do_import_role(self) -> None:
        """Give the highlighted speaker the next role."""
        if (label := self._label()) is not None and (offer := self._offer) is not None:
            offer.turn_role(label)
            self._show_facts()

    def do_import_remove(self) -> None:
        """Say that the highlighted label is no speaker."""
        if (label := self._label()) is not None and (offer := self._offer) is not None:
            offer.relabel(not_speakers=[label.label])
            self._show_facts()

    def _label(self) -> Label | None:
        """Give the speaker highlighted; without one, the list is entered first."""
        labels = self.query_one("#labels", OptionList)
        if labels.highlighted is None:
            if labels.option_count:
                labels.highlighted = 0
                labels.focus()
            return None
        found = self._labels()
        return found[labels.highlighted] if labels.highlighted < len(found) else None

    def do_import_speaker(self) -> None:
        """Ask for a label that was missed, and tell the turns anew."""

        def named(label: str | None) -> None:
            if label and (offer := self._offer) is not None:
                offer.relabel(speakers=[label])
                self._show_facts()

        self.app.push_screen(Ask(_("What do the lines of the missed speaker begin with?")), named)

    def do_import_encoding(self) -> None:
        """Ask for an encoding and read the file again."""

        def chosen(at: int | None) -> None:
            if at is not None and (offer := self._offer) is not None:
                self._look([offer.path], encoding=ENCODINGS[at])

        title = _("In which encoding is the text?")
        self.app.push_screen(Choice(title, [plain(name) for name in ENCODINGS]), chosen)

    def do_import_format(self) -> None:
        """Ask for a format and read the file again."""
        from interviewcoder.formats.transcripts import formats

        known = formats()

        def chosen(at: int | None) -> None:
            if at is not None and (offer := self._offer) is not None:
                self._look([offer.path], as_format=known[at])

        self.app.push_screen(Choice(_("Which format is the file?"), [plain(name) for name in known]), chosen)

    def do_import_more(self) -> None:
        """Choose other files."""
        from interviewcoder.tui.files_screen import FilesScreen

        def chosen(paths: list[Path] | None) -> None:
            if paths:
                files, _aside = finding.files_in(paths)
                self._look(files)

        self.app.push_screen(FilesScreen(self._study.folder / "transcripts"), chosen)

    # Taking

    def do_import_take(self) -> None:
        """Take what is ticked, beside the screen."""
        batches = by_file(self.offers)
        if not batches:
            self.coder_app.tell(_("Nothing is ticked that could be imported."))
            return
        self._take(batches)

    @work(thread=True, exclusive=True, group="take", exit_on_error=False)
    def _take(self, batches: Sequence[Sequence[Offer]]) -> None:
        from interviewcoder.study import Study, importing

        worker = get_current_worker()
        taken = 0
        try:
            with Study.open(self._study.folder) as study:
                study.work_as(self._study.coder.name)
                for n, offers in enumerate(batches, start=1):
                    if worker.is_cancelled:
                        break
                    chosen = [(offer.interview, offer.choices()) for offer in offers if offer.interview]
                    taken += len(importing.take(study, chosen))
                    self.app.call_from_thread(self._taken, offers, (n, len(batches)))
        except InterviewCoderError as error:
            self.app.call_from_thread(self.coder_app.tell, error.sentence, wrong=True)
        sentence = ngettext("{n} interview imported.", "{n} interviews imported.", taken).format(n=taken)
        self.app.call_from_thread(self._done, sentence)

    def _taken(self, offers: Sequence[Offer], progress: tuple[int, int]) -> None:
        for offer in offers:
            offer.taken = True
        n, number = progress
        self._busy = _("Importing {n} of {number} …").format(n=n, number=number)
        self._show_offers()

    def _done(self, sentence: str) -> None:
        self._busy = ""
        self._study.refresh()
        self.coder_app.told(sentence)

    def do_leave(self) -> None:
        """Stop reading or taking after the present file, and go back."""
        self.workers.cancel_node(self)
        self.app.pop_screen()
