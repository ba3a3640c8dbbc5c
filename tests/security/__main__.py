"""The whole of the deliveries: `python -m tests.security --deliveries 100000`."""

import argparse
import json
import tempfile
from contextlib import closing
from pathlib import Path

from storage.database import open_database
from storage.schema import upgrade
from tests.crash.recording import circumstances, record
from tests.security.deliveries import KEY, Plan, figures, news_flow
from tests.security.installed import application, conversations, installed


def main() -> None:
    """Deliver, print one JSON line, and write benchmarks/results/deliveries.json."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--deliveries", type=int, default=100_000)
    parser.add_argument("--conversations", type=int, default=1_000)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        url = f"sqlite:///{name}/fluxo.db"
        with closing(open_database(url)) as database:
            upgrade(database)
        with installed(url, Path(name), news_flow(), events_keys=KEY.decode()) as here:
            plan = Plan(chosen.deliveries).over(conversations(here, chosen.conversations))
            found = figures(application(here), here.database, plan)
    record("deliveries", {"store": "sqlite", **found, **circumstances()}, keys=["store"])
    print(json.dumps(found))  # noqa: T201 - a command prints


if __name__ == "__main__":
    main()
