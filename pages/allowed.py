"""What the person may do here: pages hide the rest, storage refuses it all the same."""

from pages.person import current_scope
from storage.policy import Permission


def may(permission: Permission) -> bool:
    """Say whether the person's roles include a permission."""
    return current_scope().permits(permission)
