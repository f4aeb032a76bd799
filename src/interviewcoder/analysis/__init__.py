"""From records and counts to results: matrix, quotations, search. Knows no SQL, no file, no screen."""
