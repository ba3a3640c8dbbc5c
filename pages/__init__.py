"""The web builder: one file per page, no business rule in it."""
