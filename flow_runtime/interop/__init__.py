"""JSON in, JSON out: one file per foreign format."""
