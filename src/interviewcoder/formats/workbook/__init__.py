"""The workbook: the Excel file a researcher hands to her supervisor and prints as an appendix.

Owns its sheets, their form and the links between them. Lays out `Contents` and computes nothing about the
study; must not open a study, know SQL or choose a language.
"""

from interviewcoder.formats.workbook.writing import SHEETS, write

__all__ = ["SHEETS", "write"]
