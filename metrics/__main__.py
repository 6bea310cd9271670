"""``python -m metrics``."""

from metrics.cli import main

main(prog_name="python -m metrics")
