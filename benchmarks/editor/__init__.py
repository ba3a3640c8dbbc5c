"""The editor in a real browser, beside bare React Flow: `make bench-editor`."""
