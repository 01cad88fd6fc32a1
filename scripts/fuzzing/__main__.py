"""Fuzz the readers: ``python -m scripts.fuzzing TARGET --seconds 600 --found FOLDER``.

The targets but ``pdf`` are led by coverage and need atheris, which no other part does: install it
into an environment of its own and let that see this one's packages, as CONTRIBUTING.md says. PDFs
are changed at random and read in the processes in which the program reads them. An input that
breaks a promise is kept in FOLDER once for each place where it broke, with what was raised; the
run goes on. Such an input becomes a test.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import time
import traceback
from pathlib import Path

SLOW_SECONDS = 5.0
LARGEST = 60_000


class Findings:
    """Inputs that broke a promise, each place of breaking once, kept in a folder."""

    def __init__(self, folder: Path, target: str) -> None:
        self.folder, self.target = folder, target
        self.places: set[str] = set()
        folder.mkdir(parents=True, exist_ok=True)

    def keep(self, content: bytes, place: str, told: str) -> None:
        if place in self.places:
            return
        self.places.add(place)
        name = f"{self.target}-{hashlib.sha256(content).hexdigest()[:12]}"
        (self.folder / name).write_bytes(content)
        (self.folder / f"{name}.said").write_text(told, "utf-8")
        print(f"found: {self.folder / name}: {place}", flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m scripts.fuzzing", description=__doc__)
    parser.add_argument("target")
    parser.add_argument("--seconds", type=int, default=600)
    parser.add_argument("--found", type=Path, required=True)
    parser.add_argument("--seeds", type=Path, help="a folder of your own documents")
    parser.add_argument("--first", type=int, default=1, help="the number that chance starts from")
    asked = parser.parse_args()
    findings = Findings(asked.found, asked.target)
    if asked.target == "pdf":
        from scripts.fuzzing.pdfs import fuzz_pdfs

        return fuzz_pdfs(findings, asked.seconds, asked.seeds, asked.first)
    return _led_by_coverage(findings, asked.seconds, asked.seeds, asked.first)


def _led_by_coverage(findings: Findings, seconds: int, seeds: Path | None, first: int) -> int:
    try:
        import atheris
    except ModuleNotFoundError:
        print("atheris is not installed; CONTRIBUTING.md says how. PDFs need none.")
        return 2
    with atheris.instrument_imports(include=["hoshin.importers", "hoshin.domain"]):
        from scripts.fuzzing.seeds import of_target
        from scripts.fuzzing.targets import TARGETS
    if findings.target not in TARGETS:
        print(f"Targets: {', '.join((*TARGETS, 'pdf'))}.")
        return 2
    target = TARGETS[findings.target]()
    corpus = findings.folder / f"corpus-{findings.target}"
    corpus.mkdir(exist_ok=True)
    for content in of_target(findings.target, seeds):
        (corpus / hashlib.sha256(content).hexdigest()[:16]).write_bytes(content)

    def once(content: bytes) -> None:
        started = time.process_time()
        try:
            target(content)
        except Exception as wrong:
            last = traceback.extract_tb(wrong.__traceback__)[-1]
            place = f"{type(wrong).__name__} {str(wrong)[:60]} {last.filename}:{last.lineno}"
            findings.keep(content, place, traceback.format_exc())
        taken = time.process_time() - started
        if taken > SLOW_SECONDS:
            findings.keep(content, f"slow {len(content) // 1000} kB", f"{taken:.1f} CPU seconds\n")

    options = [
        sys.argv[0],
        str(corpus),
        f"-max_total_time={seconds}",
        f"-max_len={LARGEST}",
        f"-seed={first}",
        "-timeout=60",
        "-rss_limit_mb=3000",
        "-print_final_stats=1",
        "-verbosity=1",
        f"-artifact_prefix={findings.folder}/{findings.target}-stopped-",
    ]
    atheris.Setup(options, once)
    atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main())
