"""What click says by itself – headings of the help, misused options –, in the user's language.

Owns naming those messages for our catalogue, and pointing gettext's text domain, which click asks each time it speaks,
to it. Says nothing itself; a message that a later click words otherwise stays English.
"""

from __future__ import annotations

import gettext
import os
from typing import Final

from interviewcoder import locales
from interviewcoder.locales import N_, NN_

DOMAIN: Final = "interviewcoder"
HEADINGS: Final = (
    N_("Usage:"), N_("Options"), N_("Commands"), N_("Positional arguments"),
    N_("Show this message and exit."), N_("Show the version and exit."),
    N_("default: {default}"), N_("required"), N_("(dynamic)"), N_("env var: {var}"),
)  # fmt: skip
MISUSES: Final = (
    N_("Invalid value: {message}"), N_("Invalid value for {param_hint}: {message}"),
    N_("Missing argument"), N_("Missing option"), N_("Missing parameter"), N_("Missing command."),
    N_("Missing {param_type}"), N_("Missing parameter: {param_name}"), N_("Choose from:\n\t{choices}"),
    N_("No such option {name!r}."), N_("No such command {name!r}."), N_("No such option: {name}"),
    N_("Option {name!r} does not take a value."), N_("Argument {name!r} takes {nargs} values."),
    N_("Could not open file {filename!r}: {message}"), N_("unknown error"),
    N_("{value!r} is not a valid {number_type}."), N_("{value} is not in the range {range}."),
    N_("{value!r} is not a valid boolean. Recognized values: {states}"),
    N_("{name} {filename!r} does not exist."), N_("{name} {filename!r} is a file."),
    N_("{name} {filename!r} is a directory."), N_("{name} {filename!r} is not readable."),
    N_("{name} {filename!r} is not writable."), N_("file"), N_("directory"), N_("path"),
    N_("Repeat for confirmation"), N_("Error: The two entered values do not match."), N_("Error: invalid input"),
    N_("Error: {message}"),
)  # fmt: skip
MISUSES_COUNTED: Final = (
    NN_("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)"),
    NN_("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})"),
    NN_("Takes {nargs} values but 1 was given.", "Takes {nargs} values but {len} were given."),
    NN_("Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments."),
    NN_("{value!r} is not {choice}.", "{value!r} is not one of {choices}."),
)


def speak() -> None:
    """Let click speak the language that was chosen."""
    gettext.bindtextdomain(DOMAIN, str(locales.FOLDER))
    gettext.textdomain(DOMAIN)
    os.environ["LANGUAGE"] = locales.language()  # where gettext looks before all other variables
