"""The parts of the page of conversation tests."""
