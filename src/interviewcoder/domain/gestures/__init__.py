"""The gestures: what a person does to a study, each a pure function that returns a `Change`.

Nothing else changes a study. A gesture looks only at the records it is given, raises `Refused` when
it makes no sense, and never reads or writes anything.
"""
