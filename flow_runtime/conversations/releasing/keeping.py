"""The worker's look at plans that are due and at trials that go badly."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

import structlog

from flow_runtime.conversations.releasing.at_a_time import carry_out_due
from flow_runtime.conversations.releasing.judging import end_failing_trials
from storage.database import Database
from storage.errors import StorageError

_log = structlog.get_logger(__name__)

PLANS_EVERY_S: Final = 1.0
TRIALS_EVERY_S: Final = 5.0


@dataclass(slots=True)
class ReleaseKeeper:
    """Looks after releases, not more often than it need: any number of workers may have one."""

    database: Database
    now: Callable[[], datetime]
    _looked_at: dict[str, datetime] = field(default_factory=dict)

    def look(self) -> bool:
        """Carry out due plans and end failing trials; return whether there was anything.

        Raises:
            storage.errors.StorageError: The database does not answer.
        """
        try:
            return self._look()
        except StorageError:
            raise
        except Exception:  # a defect here must not keep timers and calls from being done
            _log.exception("releases.look_failed")
            return False

    def _look(self) -> bool:
        done = 0
        if self._is_time("plans", PLANS_EVERY_S):
            done += carry_out_due(self.database, now=self.now())
        if self._is_time("trials", TRIALS_EVERY_S):
            done += end_failing_trials(self.database, now=self.now())
        return done > 0

    def _is_time(self, what: str, every_s: float) -> bool:
        now, before = self.now(), self._looked_at.get(what)
        if before is not None and timedelta(0) <= now - before < timedelta(seconds=every_s):
            return False
        self._looked_at[what] = now
        return True
