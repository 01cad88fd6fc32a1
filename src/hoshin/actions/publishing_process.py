"""The process that publishes: ``python -m hoshin.actions.publishing_process NUMBER``."""

from __future__ import annotations

import os
import sys

from hoshin.storage.start import start

_NICENESS = 3


def main() -> None:
    """Make the preview or the release that was asked for under the number given.

    People who work meanwhile come first: the processors are theirs whenever they ask for a page.
    """
    os.nice(_NICENESS)
    start()
    from hoshin.actions.publishing import make

    make(int(sys.argv[1]))


if __name__ == "__main__":
    main()
