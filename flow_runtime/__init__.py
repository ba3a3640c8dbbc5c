"""Executes flows: the document, the engine, its hosts and the channels; knows no page."""
