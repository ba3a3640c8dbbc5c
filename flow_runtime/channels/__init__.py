"""One file per channel: how its messages come in, look and go out."""
