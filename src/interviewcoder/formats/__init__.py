"""Files to records and back, a module a format.

Knows the domain and the analysis results; never the store, a study, or a screen. A heavy library
is imported inside the function that needs it.
"""
