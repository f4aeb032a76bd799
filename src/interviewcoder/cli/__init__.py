"""The command line: one module a verb. stdout is data, stderr is narration, exit codes are promised.

Knows the study and the screens' door; no SQL, no file format.
"""
