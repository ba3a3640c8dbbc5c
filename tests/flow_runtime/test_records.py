"""A record is what a frozen dataclass is, but for the guard at run time."""

from dataclasses import field, fields, replace

from flow_runtime.records import record


@record(frozen=True, slots=True)
class Place:
    """Something with a name and a default."""

    name: str
    tags: tuple[str, ...] = field(default=())


def test_a_record_has_the_fields_equality_and_hash_of_a_frozen_dataclass():
    home = Place("home")

    assert [part.name for part in fields(Place)] == ["name", "tags"]
    assert home == Place("home", ())
    assert home != Place("home", ("far",))
    assert {home, Place("home")} == {home}
    assert replace(home, tags=("far",)) == Place("home", ("far",))


def test_a_record_has_slots():
    assert not hasattr(Place("home"), "__dict__")
