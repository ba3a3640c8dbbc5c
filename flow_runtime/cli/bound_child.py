"""Keeps a program running until our standard input ends: `python -m … PROGRAM ARGUMENTS`.

The parent holds the other end of the pipe. However the parent ends, the system closes its end, and
this works the same on every system.
"""

import subprocess
import sys
from threading import Thread
from typing import Final

_STOP_WITHIN_S: Final = 5


def main(command: list[str]) -> int:
    """Run the program and return its exit code."""
    child = subprocess.Popen(command, stdin=subprocess.DEVNULL)  # noqa: S603 - given by our parent
    Thread(target=_stop_at_end_of_input, args=(child,), daemon=True).start()
    return child.wait()


def _stop_at_end_of_input(child: "subprocess.Popen[bytes]") -> None:
    sys.stdin.buffer.read()
    child.terminate()
    try:
        child.wait(_STOP_WITHIN_S)
    except subprocess.TimeoutExpired:
        child.kill()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
