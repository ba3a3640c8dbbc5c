"""Measure how well answers are understood: right, asked again, silently wrong, per kind.

Usage: python benchmarks/understanding.py [--json]

Reads tests/understanding/*.jsonl. A row that is held out was never looked at while the rules were
tuned; its figures stand apart. The figures go to benchmarks/results/understanding.json.
"""

import argparse
import json

from answer_scores import Score, score_parts
from figures import write_results
from rich.console import Console
from rich.table import Table


def table_of(title: str, scores: list[Score]) -> Table:
    """Return the scores as a table for people."""
    table = Table("kind", title=title)
    for heading in ("rows", "right", "asked again", "silently wrong", "right %", "wrong %"):
        table.add_column(heading, justify="right")
    for each in scores:
        counts = (each.rows, each.right, each.asked_again, each.silently_wrong)
        shares = (f"{each.right_share:.1%}", f"{each.wrong_share:.2%}")
        table.add_row(each.kind, *map(str, counts), *shares)
    return table


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure how well answers are understood.")
    parser.add_argument("--json", action="store_true", help="print JSON instead of tables")
    as_json = parser.parse_args().json
    parts = score_parts()
    cells = [
        {"part": part, **each.as_record()} for part, scores in parts.items() for each in scores
    ]
    write_results("understanding", cells)
    if as_json:
        print(json.dumps(cells))
        return
    for part, scores in parts.items():
        Console().print(table_of(part.replace("_", " "), scores))


if __name__ == "__main__":
    main()
