"""What `fluxo up` puts into a new database: the samples, one channel, one publication.

Nothing that a person changed is ever overwritten: only what is missing is added.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Final

from sqlalchemy import Connection

from flow_runtime.channels.webchat import KIND
from flow_runtime.cli.flow_files import Folders
from flow_runtime.cli.opened import acting_person, utc_now
from flow_runtime.cli.speech import sentence_of, warn
from flow_runtime.conversations.delivering import deliver, deliver_version
from flow_runtime.conversations.publishing import import_flow, publish_flow
from flow_runtime.conversations.setting_up import import_workspace
from flow_runtime.conversations.testing import import_tests
from flow_runtime.errors import FlowInvalid, UnknownReference
from flow_runtime.flow import Flow
from flow_runtime.scripts import ScriptDocument
from flow_runtime.workspace import Workspace
from storage import channels, flows, publications, reviews, versions
from storage.channels import Channel
from storage.database import Database
from storage.errors import NotApproved
from storage.names import same_name

CHANNEL: Final = "atendimento"
FIRST_FLOW: Final = "segunda-via-boleto"
AUTHOR: Final = "Fluxo"
_COMPANY: Final = "Provedor Exemplo"
_ERP: Final = "erp"
_SOMEBODY: Final = "Quem iniciou a demonstração"


def approver() -> str:
    """Return who approves the samples: whoever starts them on this machine."""
    person = acting_person(None)
    return _SOMEBODY if same_name(person, AUTHOR) else person


def samples_folder() -> Path:
    """Return the folder of the sample flows."""
    import sample_flows

    return Path(sample_flows.__path__[0])


def prepare_demo(database: Database, *, erp_port: int, folder: Path | None = None) -> None:
    """Add the flows of a folder, the samples unless one is named, with all that they need.

    What cannot be published is told about and left out.
    """
    folder = folder or samples_folder()
    folders = Folders()
    workspace = folders.workspace(folder) or Workspace()
    samples = folders.flows(folder)
    now = utc_now()
    with database.transaction() as tx:
        import_workspace(tx, _with_erp_port(workspace, erp_port), replace=False)
        for flow in samples.values():
            if flows.find(tx, flow.id) is None:
                import_flow(tx, flow, author=AUTHOR, now=now)
                _import_tests(tx, folders.tests(folder).get(flow.id), now=now)
        _freeze_called(tx, samples, now=now)
        _publish_first(tx, now=now)


def _import_tests(tx: Connection, tests: ScriptDocument | None, *, now: datetime) -> None:
    if tests is not None:
        import_tests(tx, tests.flow, tests, author=AUTHOR, now=now)


def _with_erp_port(workspace: Workspace, port: int) -> Workspace:
    """Return the workspace with the demo ERP at another port of this machine."""
    place = f"127.0.0.1:{port}"
    moved = tuple(
        known.model_copy(update={"base_url": f"http://{place}", "private_address": place})
        if known.id == _ERP
        else known
        for known in workspace.connections
    )
    return workspace.model_copy(update={"connections": moved})


def _freeze_called(tx: Connection, samples: Mapping[str, Flow], *, now: datetime) -> None:
    """Give each flow that others call a version, the innermost first."""
    for flow_id in called_first(samples):
        if versions.latest(tx, flow_id) is not None:
            continue
        try:
            deliver_version(tx, flow_id, author=AUTHOR, approver=approver(), now=now)
        except (FlowInvalid, UnknownReference, NotApproved) as error:
            _tell(flow_id, error)


def called_first(samples: Mapping[str, Flow]) -> Iterator[str]:
    """Yield the flows that other flows call, each after those that it calls itself."""
    waiting = [name for flow in samples.values() for name in flow.called_flows()]
    done: set[str] = set()
    open_names: set[str] = set()
    while waiting:
        name = waiting[-1]
        inner = [other for other in _called(samples, name) if other not in done | open_names]
        if name in done or not inner:
            waiting.pop()
            if name in samples and name not in done:
                yield name
            done.add(name)
            continue
        open_names.add(name)
        waiting += inner


def _called(samples: Mapping[str, Flow], name: str) -> list[str]:
    return samples[name].called_flows() if name in samples else []


def _publish_first(tx: Connection, *, now: datetime) -> None:
    if CHANNEL not in {channel.name for channel in channels.list_channels(tx)}:
        channels.save(tx, Channel(CHANNEL, KIND, {"title": _COMPANY}))
    if publications.current(tx, CHANNEL) is not None:
        return
    try:
        _make_live(tx, now=now)
    except (FlowInvalid, UnknownReference, NotApproved) as error:
        _tell(FIRST_FLOW, error)


def _make_live(tx: Connection, *, now: datetime) -> None:
    """Publish the newest approved version; only a flow without any version is delivered."""
    known = [version.number for version in versions.list_versions(tx, FIRST_FLOW)]
    approved = (number for number in known if reviews.is_approved(tx, FIRST_FLOW, number))
    number = next(approved, None)
    if number is not None:
        publish_flow(tx, FIRST_FLOW, number, CHANNEL, author=AUTHOR, now=now)
    elif not known:
        deliver(tx, FIRST_FLOW, CHANNEL, author=AUTHOR, approver=approver(), now=now)


def _tell(flow_id: str, error: FlowInvalid | UnknownReference | NotApproved) -> None:
    first = error.problems[0].words if isinstance(error, FlowInvalid) and error.problems else None
    reason = sentence_of(first or error.words)
    warn(
        f"O fluxo '{flow_id}' ainda não pode ser publicado: {reason}",
        f"The flow '{flow_id}' cannot be published yet: {reason}",
    )
