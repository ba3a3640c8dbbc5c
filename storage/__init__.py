"""Tables and queries of Fluxo, one file per aggregate; knows no engine and no page."""
