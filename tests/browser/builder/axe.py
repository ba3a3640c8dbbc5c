"""axe-core in the page: what keeps people with disabilities from using it."""

from pathlib import Path
from typing import Final

from playwright.sync_api import Page

_SCRIPT: Final = Path(__file__).parents[1] / "vendor" / "axe-core" / "axe.min.js"
_RUN: Final = """
async () => {
  const found = await axe.run(document, { resultTypes: ["violations"] });
  return found.violations
    .filter((each) => ["serious", "critical"].includes(each.impact))
    .map((each) => `${each.id}: ${each.help}; ` + each.nodes.slice(0, 5)
      .map((node) => `${node.target.flat().join(" ")} ${node.html.slice(0, 160)}`).join(" | "));
}
"""


def serious_violations(page: Page) -> list[str]:
    """Return every serious or critical violation, with up to five places each."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(_SCRIPT.read_text(encoding="utf-8"))
    found: list[str] = page.evaluate(_RUN)
    return found
