"""Entry of the web builder."""
