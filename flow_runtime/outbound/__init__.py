"""What stands behind `flow_runtime.http`: rules (pure) and the one module that opens sockets."""
