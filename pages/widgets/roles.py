"""Roles and permissions as people read them."""

from collections.abc import Iterable

from flow_runtime.accounts.role_words import role_words
from pages.texts import in_language, texts_of
from storage.policy import Permission, Role

_ = texts_of("people")


def role_name(role: str) -> str:
    """Return what a role is called; one of a newer release keeps its own word."""
    return in_language(role_words(role))


def role_duty(role: Role) -> str:
    """Return what somebody with a role does."""
    return _duties()[role]


def role_names(roles: Iterable[str]) -> list[str]:
    """Return what roles are called, in the order of the table of roles."""
    held = set(roles)
    return [role_name(role) for role in Role if role in held]


def permission_name(permission: str) -> str:
    """Return what a permission lets one do; one of a newer release keeps its own word."""
    return _permissions().get(permission, permission)


def _duties() -> dict[str, str]:
    return {
        Role.DESIGNER: _("draws flows and sends them to review"),
        Role.TESTER: _("tests flows and comments on them"),
        Role.APPROVER: _("reviews what others drew"),
        Role.OPS: _("publishes what was approved"),
        Role.ATTENDANT: _("serves customers"),
        Role.SUPERVISOR: _("looks after queues and waiting times"),
        Role.ADMIN: _("looks after people, channels and connections"),
    }


def _permissions() -> dict[str, str]:
    return {
        Permission.READ_FLOWS: _("see flows"),
        Permission.DRAW: _("change flows"),
        Permission.TEST: _("change tests"),
        Permission.SUBMIT: _("send to review"),
        Permission.COMMENT: _("comment"),
        Permission.REVIEW: _("approve and send back"),
        Permission.PUBLISH: _("publish and roll back"),
        Permission.READ_AUDIT: _("read the audit"),
        Permission.READ_CUSTOMERS: _("read conversations"),
        Permission.ATTEND: _("serve customers"),
        Permission.SUPERVISE: _("change queues and calendars"),
        Permission.ADMINISTER: _("administer people, channels and connections"),
    }
