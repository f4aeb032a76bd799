"""Programs for those who work on interviewcoder itself."""
