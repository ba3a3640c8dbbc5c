"""Stories about storage, each told on SQLite and on PostgreSQL."""
