"""What the study is made of: records, text, the codebook tree, and the gestures that change them.

Standard library only. Knows no file, no database, no screen.
"""
