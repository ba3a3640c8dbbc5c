"""Sample flows that a newcomer copies, the workspace they share and a small demo ERP."""
