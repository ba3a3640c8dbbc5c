"""Begin conversations and leave them waiting; print how much the process grew.

python benchmarks/waiting.py FOLDER CONVERSATIONS
"""

import gc
import json
import sys
from typing import Final

from growth import resident_mib
from ours import CHANNEL, OursOnDatabase

_WARM_UP: Final = 100


def grown_mib(folder: str, conversations: int) -> float:
    """Return the growth in MiB once the caches are warm."""
    ours = OursOnDatabase(f"sqlite:///{folder}/waiting.db")
    for number in range(_WARM_UP):
        ours.conversations.begin(CHANNEL, f"warm-{number}")
    gc.collect()
    before_mib = resident_mib()
    for number in range(conversations):
        ours.conversations.begin(CHANNEL, f"waiting-{number}")
    gc.collect()
    return resident_mib() - before_mib


if __name__ == "__main__":
    print(json.dumps({"grown_mib": round(grown_mib(sys.argv[1], int(sys.argv[2])), 2)}))
