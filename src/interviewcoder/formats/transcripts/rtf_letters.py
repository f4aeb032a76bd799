"""The code pages of rich text: which encoding the letters of a font are in.

Owns the numbers that files give to code pages and character sets. Must not know what a letter is for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

SETS: Final = {"ansi": "cp1252", "mac": "mac_roman", "pc": "cp437", "pca": "cp850"}
_FOREIGN: Final = frozenset(SETS.values()) - {"cp1252"}
_CHARSETS: Final[Mapping[int | None, str]] = {
    0: "cp1252", 77: "mac_roman", 78: "cp932", 79: "cp949", 80: "gbk", 81: "big5", 84: "mac_arabic", 85: "mac_greek",
    86: "mac_turkish", 87: "cp874", 88: "mac_latin2", 89: "mac_cyrillic", 128: "cp932", 129: "cp949", 130: "johab",
    134: "gbk", 136: "cp950", 161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256",
    186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip
_PAGES: Final = {
    10000: "mac_roman", 10001: "shift_jis", 10004: "mac_arabic", 10006: "mac_greek", 10007: "mac_cyrillic",
    10029: "mac_latin2", 10079: "mac_iceland", 10081: "mac_turkish", 54936: "gb18030", 65001: "utf-8",
}  # fmt: skip
_SYMBOL_FONT: Final = 2
_LETTERS: Final = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 .,:;?!"


class Letters:
    """The code pages of a file: the document's own and those of its fonts."""

    def __init__(self, data: bytes, encoding: str | None) -> None:
        self.told = encoding
        self.page = encoding or "cp1252"
        self.fonts: dict[int, int] = {}
        self.defined = self.first = 0
        self._own: dict[int, str] = {}
        self._unescaped = "" if encoding or data.isascii() or not _is_utf8(data) else "utf-8"

    def learn(self, word: str, number: int) -> None:
        """Take a control word that says how letters are written."""
        if word in SETS and not self.told:
            self.page = SETS[word]
        elif word == "ansicpg" and not self.told:
            self.page = _page(number) or self.page
        elif word == "deff":
            self.first = number

    def learn_font(self, word: str, number: int) -> None:
        """Take a control word of the font table."""
        if word == "f":
            self.defined = number
        elif word == "fcharset":
            self.fonts[self.defined] = number
        elif word == "cpg" and (page := _page(number)):
            self._own[self.defined] = page

    def codec(self, font: int | None, *, raw: bool = False) -> str:
        """Say in which encoding the letters of a font are; `raw` ones are not escaped."""
        if raw and self._unescaped:
            return self._unescaped
        if self.told:
            return self.page
        font = self.first if font is None else font
        charset = self.fonts.get(font)
        if charset == 0 and self.page in _FOREIGN:
            return self.page
        return self._own.get(font) or _CHARSETS.get(charset, self.page)

    def are_symbols(self, font: int | None) -> bool:
        """Say whether a font holds signs in the place of letters."""
        return self.fonts.get(self.first if font is None else font) == _SYMBOL_FONT


def _page(number: int) -> str:
    """Give the codec of a code page; nothing for one that is unknown or does not hold plain letters."""
    name = _PAGES.get(number, f"cp{number}")
    return name if holds_letters(name) else ""


def holds_letters(codec: str) -> bool:
    """Say whether a codec exists and has the letters of English where ASCII has them."""
    try:
        return _LETTERS.decode(codec) == _LETTERS.decode("ascii")
    except (LookupError, UnicodeDecodeError):
        return False


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True
