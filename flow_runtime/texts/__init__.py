"""Texts with variables: Liquid outputs and filters, no tags, bounded in time and size.

rendering.py   parse once, render many times
parts.py       what a text is made of
secrets.py     secrets named in headers
encodings.py   values inside addresses
printing.py    how values read to people
filters*.py    the filters, by family
"""

from flow_runtime.texts.rendering import (
    Text,
    fill_secrets,
    parse_header,
    parse_text,
    split_secrets,
)

__all__ = ["Text", "fill_secrets", "parse_header", "parse_text", "split_secrets"]
