"""Why something cannot happen in a simulated conversation, in a sentence for the designer."""

from flow_runtime.errors import FluxoError


class ActionRefused(FluxoError):
    """What was asked for cannot happen where the conversation stands; `words` says why."""
