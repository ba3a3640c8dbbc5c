"""`python -m flow_runtime.cli` is the command `fluxo`."""

from flow_runtime.cli import main

if __name__ == "__main__":
    main()
