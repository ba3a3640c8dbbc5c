"""The pages that are loaded before somebody opens one."""

import subprocess
import sys

SCRIPT = """
import gc, sys
from pages.loading import load_pages
assert "pages.editor" not in sys.modules
load_pages()
print("pages.editor" in sys.modules, gc.get_freeze_count() > 0)
print("streamlit_agraph" not in sys.modules)
"""


def test_pages_are_loaded_but_for_the_map_whose_library_must_be_loaded_by_a_page() -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["True", "True", "True"]
