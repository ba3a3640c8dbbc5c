"""Our application under uvicorn as the reference is started: nothing but the application differs.

python benchmarks/our_server.py PORT, with the FLUXO_* variables of `fluxo serve`
"""

import sys
from contextlib import closing

import uvicorn

from flow_runtime.cli.logs import configure_logs
from flow_runtime.server.app import create_app
from flow_runtime.server.installation import open_installation
from flow_runtime.settings import load_settings

if __name__ == "__main__":
    settings = load_settings()
    configure_logs(settings.log_format)
    with closing(open_installation(settings)) as installation:
        uvicorn.run(
            create_app(installation),
            host="127.0.0.1",
            port=int(sys.argv[1]),
            log_level="warning",
            access_log=False,
        )
