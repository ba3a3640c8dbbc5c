"""Errors of releasing.

FluxoError                  flow_runtime.errors
└── ReleaseRefused          what was asked cannot be done as things stand; says the way out
    ├── TimeIsPast          a plan for a moment that is over
    ├── PlanIsOver          a plan that was carried out, cancelled, or failed
    ├── MakerMayNotPublish  a plan of somebody who may not publish any more
    ├── TrialRefused        a trial that could show nothing, or would hide another one
    ├── NoTrial             nothing is on trial there
    └── NotLive             conversations can only move to what their channel publishes
"""

from flow_runtime.errors import FluxoError


class ReleaseRefused(FluxoError):
    """What was asked cannot be done as things stand."""


class TimeIsPast(ReleaseRefused):
    """A plan for a moment that is over."""


class PlanIsOver(ReleaseRefused):
    """The plan was carried out, cancelled, or failed already."""


class MakerMayNotPublish(ReleaseRefused):
    """Who planned the publication may not publish any more."""


class TrialRefused(ReleaseRefused):
    """The trial could show nothing, or would hide another one."""


class NoTrial(ReleaseRefused):
    """Nothing is on trial on the channel."""


class NotLive(ReleaseRefused):
    """Conversations can only move to the version that their channel publishes."""
