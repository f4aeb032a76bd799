"""Settings: who codes, language, theme, and the keys of every action.

Owns the list and the questions. What a person likes is kept by `preferences`, the study's title, language and
coder by the study.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from interviewcoder import locales
from interviewcoder.locales import _
from interviewcoder.tui import actions, preferences
from interviewcoder.tui.keyed import Foot, KeyedScreen
from interviewcoder.tui.lists import Ask, Choice
from interviewcoder.tui.safe import joined, plain

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult
    from textual.content import Content

    from interviewcoder.study import Study

_LANGUAGES = {"": "–", "fr": "français", "en": "English"}


class AskKey(ModalScreen["str | None"]):
    """Waits for a key, or a letter after ``g``; gives its name, an empty text for backspace, None for escape."""

    DEFAULT_CSS = """
    AskKey { align: center middle; }
    AskKey > Vertical { width: 70; max-width: 96%; height: auto; background: $surface; border: round $primary;
        padding: 0 1; }
    """

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title
        self._first = ""

    def compose(self) -> ComposeResult:
        """Lay out the question."""
        with Vertical():
            yield Static(plain(self._title, "bold"))
            hint = _("Press the key, or g and a letter. Backspace gives back the usual keys, Esc leaves.")
            yield Static(plain(hint))

    def on_key(self, event: events.Key) -> None:
        """Take the key pressed."""
        event.stop()
        event.prevent_default()
        if event.key == "escape":
            self.dismiss(None)
        elif event.key == "backspace" and not self._first:
            self.dismiss("")
        elif event.key == "g" and not self._first:
            self._first = "g "
        else:
            self.dismiss(f"{self._first}{event.key}")


class SettingsScreen(KeyedScreen[None]):
    """What may be chosen, a line each; enter changes it."""

    PLACE = "settings"
    DEFAULT_CSS: ClassVar[str] = """
    SettingsScreen #title { height: 1; padding: 0 1; background: $surface; text-style: bold; }
    SettingsScreen OptionList { height: 1fr; border: none; padding: 0 1; background: $background; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "app.pop_screen", show=False)]

    def __init__(self, study: Study) -> None:
        super().__init__()
        self._study = study
        self._actions = sorted(actions.ACTIONS, key=lambda action: action.place)

    def compose(self) -> ComposeResult:
        """Lay out the list."""
        yield Static(plain(_("Settings")), id="title")
        yield OptionList()
        yield Foot()

    def on_mount(self) -> None:
        """Show what is chosen."""
        self.renew()
        self.query_one(OptionList).focus()

    def renew(self) -> None:
        """Show what is chosen now, in its place."""
        choices = self.query_one(OptionList)
        at = choices.highlighted or 0
        choices.clear_options()
        choices.add_options(Option(line) for line in self._lines())
        choices.highlighted = min(at, choices.option_count - 1)
        self.show_keys()

    def _lines(self) -> list[Content]:
        liked = preferences.read()
        lines = [
            joined((f"{_('Coder'):<22}", "bold"), self._study.coder.name),
            joined((f"{_('Language'):<22}", "bold"), _LANGUAGES.get(liked.language, "–")),
            joined((f"{_('Colours'):<22}", "bold"), liked.theme or self.app.theme),
        ]
        for action in self._actions:
            keys = "  ".join(map(actions.key_shown, actions.keys_of(action)))
            changed = " ●" if action.id in liked.keys else ""
            lines.append(
                joined((f"{keys:<22}", "bold"), _(action.title), (f"  {_(action.group)}{changed}", "dim"))
            )
        return lines

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Change what was chosen."""
        event.stop()
        asked = [self._ask_coder, self._ask_language, self._ask_theme]
        if event.option_index < len(asked):
            asked[event.option_index]()
        else:
            self._ask_key(self._actions[event.option_index - len(asked)])

    def _ask_coder(self) -> None:
        def named(name: str | None) -> None:
            if name:
                self.coder_app.attempt(lambda: work_as(name))

        def work_as(name: str) -> None:
            self._study.work_as(name)
            self.coder_app.told(_("From now on {name} codes.").format(name=name))

        self.app.push_screen(Ask(_("Who codes?"), [coder.name for coder in self._study.coders]), named)

    def _ask_language(self) -> None:
        names = list(_LANGUAGES)

        def chosen(at: int | None) -> None:
            if at is not None:
                self._keep(replace(preferences.read(), language=names[at]))
                locales.choose(locales.as_language(names[at]) or locales.from_environment())
                self.coder_app.tell(_("New screens speak it at once, all of them from the next start."))

        lines = [plain(_LANGUAGES[name] if name else _("as the computer says")) for name in names]
        self.app.push_screen(Choice(_("Language of the screens"), lines), chosen)

    def _ask_theme(self) -> None:
        names = sorted(self.app.available_themes)

        def chosen(at: int | None) -> None:
            if at is not None:
                self.app.theme = names[at]
                self._keep(replace(preferences.read(), theme=names[at]))

        self.app.push_screen(Choice(_("Colours"), [plain(name) for name in names]), chosen)

    def _ask_key(self, action: actions.Action) -> None:
        def pressed(key: str | None) -> None:
            if key is not None:
                self.coder_app.attempt(
                    lambda: self._keep(preferences.with_key(preferences.read(), action, key))
                )

        self.app.push_screen(AskKey(_("Key for “{action}”").format(action=_(action.title))), pressed)

    def _keep(self, chosen: preferences.Preferences) -> None:
        preferences.write(chosen)
        actions.remap(chosen.keys)
        for screen in self.app.screen_stack:
            if isinstance(screen, KeyedScreen):
                screen.take_keys()
        self.renew()
