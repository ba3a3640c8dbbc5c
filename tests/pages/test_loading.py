"""The pages that are loaded before somebody opens one."""

import subprocess
import sys

SCRIPT = """
import gc, sys
from pages.loading import load_pages
assert "pages.editor" not in sys.modules
load_pages()
print("pages.editor" in sys.modules, "pages.map" in sys.modules, gc.get_freeze_count() > 0)
"""


def test_every_page_is_loaded_and_what_stays_is_not_searched_for_garbage() -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["True", "True", "True"]
