"""``python -m interviewcoder``: the same as the command."""

from interviewcoder.cli.main import run

if __name__ == "__main__":
    run()
