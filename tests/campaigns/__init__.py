"""What is run to prove the promise: each campaign at a small size with the tests, at a large one by hand."""
