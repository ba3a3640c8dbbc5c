"""Running what waits, with a bar while it takes time."""

import streamlit as st

from pages.tests_parts.bench import Bench, start_again
from pages.texts import texts_of

_ = texts_of("tests")


def run_waiting(bench: Bench) -> None:
    """Run the tests that have not been run as they are now; the bar goes when all are done."""
    place = st.empty()  # always there, so that what follows keeps its place
    if not bench.waiting():
        return
    words = _("The conversations are being had…")
    bar = place.progress(0.0, text=words)
    bench.run(lambda done, total: advance(bar, done / total, words))
    place.empty()


def advance(bar: st.delta_generator.DeltaGenerator, share: float, words: str) -> None:
    """Show how much is done, from 0 to 1."""
    bar.progress(min(share, 1.0), text=words)


def run_all_again(bench: Bench) -> None:
    """Let every test run at the next drawing, on the draft as it is stored then."""
    start_again(bench)
    bench.outcomes.clear()
