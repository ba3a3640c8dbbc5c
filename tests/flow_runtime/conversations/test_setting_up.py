from flow_runtime.conversations.programs import load_workspace
from flow_runtime.conversations.setting_up import import_workspace
from flow_runtime.workspace import Connection, Queue, Workspace
from storage.database import Database
from tests.flow_runtime.building import WORKSPACE


def test_imported_workspace_is_read_back_the_same(database: Database) -> None:
    with database.transaction() as tx:
        assert import_workspace(tx, WORKSPACE) == ["comercial", "suporte", "erp"]
    with database.read() as tx:
        assert load_workspace(tx) == WORKSPACE


def test_rows_that_exist_give_way_only_when_asked_to(sqlite_database: Database) -> None:
    renamed = WORKSPACE.model_copy(update={"queues": (Queue(id="suporte", name="Ajuda"),)})
    with sqlite_database.transaction() as tx:
        import_workspace(tx, WORKSPACE)
        assert import_workspace(tx, renamed, replace=False) == []
        assert load_workspace(tx).queues[0].name == "Suporte"
        import_workspace(tx, renamed)
        assert load_workspace(tx).queues[0].name == "Ajuda"


def test_same_id_of_another_kind_does_not_stand_in_the_way(sqlite_database: Database) -> None:
    shared = Connection(id="suporte", name="Suporte", base_url="https://suporte.example.com")
    with sqlite_database.transaction() as tx:
        import_workspace(tx, WORKSPACE)
        more = Workspace(connections=(shared,))
        assert import_workspace(tx, more, replace=False) == ["suporte"]
