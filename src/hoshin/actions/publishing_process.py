"""The process that publishes: ``python -m hoshin.actions.publishing_process NUMBER``."""

from __future__ import annotations

import sys

from hoshin.storage.start import start


def main() -> None:
    """Make the preview or the release that was asked for under the number given."""
    start()
    from hoshin.actions.publishing import make

    make(int(sys.argv[1]))


if __name__ == "__main__":
    main()
