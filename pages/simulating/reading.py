"""What a conversation waits for: an answer to choices, or a person."""

from flow_runtime.simulation import Bubble, Talk


def asking_now(talk: Talk) -> Bubble | None:
    """Return the newest message with choices, while the customer said nothing since."""
    for bubble in reversed(talk.bubbles):
        if bubble.author == "customer":
            return None
        if bubble.choices:
            return bubble
    return None


def has_ticket(talk: Talk) -> bool:
    """Say whether the conversation is with a person, or waits for one."""
    return talk.session.waiting_for == "ticket"
