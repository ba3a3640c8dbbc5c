"""A flow as its card shows it: plain texts, ready to be drawn."""

from collections.abc import Iterator, Mapping
from typing import TypedDict

from pages.allowed import may
from pages.home_parts.links import address_of
from pages.home_parts.pictures import painted
from pages.home_parts.rows import Row
from pages.home_parts.wording import moment
from pages.installation import settings
from pages.texts import texts_of
from storage.policy import Permission

_ = texts_of("home")


class Badge(TypedDict, total=False):
    """A short fact; `tone` is its colour, `icon` a Material symbol, `address` where it leads."""

    tone: str
    icon: str
    text: str
    address: str


class Action(TypedDict):
    """A line of a card's menu."""

    action: str
    icon: str
    text: str


class CardData(TypedDict):
    """What cards.js draws."""

    id: str
    name: str
    address: str
    objective: str
    badges: list[Badge]
    changed: str
    picture: str
    menu: str
    actions: list[Action]


def card_data(row: Row, picture: str, categories: Mapping[str, str]) -> CardData:
    """Return a flow's card.

    Args:
        row: The flow.
        picture: The SVG of its graph, "" when there is none.
        categories: The words for categories.
    """
    return {
        "id": row.flow.id,
        "name": row.flow.name,
        "address": address_of(row.flow.id),
        "objective": row.flow.objective,
        "badges": list(_badges(row, categories)),
        "changed": _changed(row),
        "picture": painted(picture),
        "menu": _("What to do with {flow}", flow=row.flow.name),
        "actions": _offered(row),
    }


def _badges(row: Row, categories: Mapping[str, str]) -> Iterator[Badge]:
    if row.is_archived:
        yield {"tone": "gray", "icon": "inventory_2", "text": _("In the archive")}
    elif not row.live:
        yield {"tone": "blue", "icon": "edit_note", "text": _("Draft")}
    else:
        yield from _live_badges(row)
    yield from _problem_badges(row)
    yield {"tone": "gray", "text": categories.get(row.flow.category, row.flow.category)}
    if row.flow.folder:
        yield {"tone": "gray", "icon": "folder", "text": row.flow.folder}


def _live_badges(row: Row) -> Iterator[Badge]:
    place = settings()
    base = place.public_url or f"http://{place.host}:{place.port}"
    for one in row.live:
        said = _("Live on {channel}, version {version}", channel=one.channel, version=one.version)
        address = f"{base}/chat/{one.channel}"
        yield {"tone": "green", "icon": "podcasts", "text": said, "address": address}


def _problem_badges(row: Row) -> Iterator[Badge]:
    if row.numbers is not None and row.problems:
        tone, icon = ("red", "error") if row.numbers.errors else ("orange", "warning")
        said = _.plural("{count} problem", "{count} problems", row.problems)
        yield {"tone": tone, "icon": icon, "text": said}


def _changed(row: Row) -> str:
    if row.change is None:
        return _("Created {when}", when=moment(row.flow.created_at))
    when = moment(row.change.updated_at)
    return _("Changed {when} by {person}", when=when, person=row.change.updated_by)


def _offered(row: Row) -> list[Action]:
    """Return what the person may do with a flow."""
    actions = _archived_actions() if row.is_archived else _actions()
    return (
        actions if may(Permission.DRAW) else [one for one in actions if one["action"] == "export"]
    )


def _actions() -> list[Action]:
    return [
        {"action": "submit", "icon": "send", "text": _("Send for review")},
        {"action": "duplicate", "icon": "content_copy", "text": _("Duplicate")},
        {"action": "move", "icon": "drive_file_move", "text": _("Move to a folder")},
        {"action": "export", "icon": "download", "text": _("Save as a file")},
        {"action": "archive", "icon": "inventory_2", "text": _("Archive")},
    ]


def _archived_actions() -> list[Action]:
    return [
        {"action": "restore", "icon": "unarchive", "text": _("Take out of the archive")},
        {"action": "export", "icon": "download", "text": _("Save as a file")},
    ]
