"""docs/roles.md shows the table that holds."""

import re
from pathlib import Path

from storage.policy import ROLE_PERMISSIONS, Permission, Role

PAGE = Path(__file__).parents[2] / "docs" / "roles.md"
ROW = re.compile(r"^\| `(\w+)`[^|]*\|(.*)\|$", re.MULTILINE)


def test_the_page_has_the_marks_of_the_table() -> None:
    shown = {
        Permission(name): [cell.strip() == "✓" for cell in cells.split("|")]
        for name, cells in ROW.findall(PAGE.read_text(encoding="utf-8"))
    }
    assert shown == {
        permission: [permission in ROLE_PERMISSIONS[role] for role in Role]
        for permission in Permission
        if permission is not Permission.RUN
    }
