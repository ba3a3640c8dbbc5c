"""What one tab simulates: the talk, how the next one begins, and what could not happen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from pydantic import JsonValue

from flow_runtime.simulation import Action, ActionRefused, Setting, Talk, begin_talk
from pages.simulating.drafts import CompiledDraft

Words = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Scene:
    """What a person chose for the conversations to come.

    `persona` is the id of a stored contact whose fields are `contact`, who finds `contact_book` in
    searches and begins with `variables`. `begins` is a moment by its name: `now`, `open`, `closed`
    or `holiday`. With `by_hand` the person answers for other systems.
    """

    contact: Mapping[str, JsonValue] = field(default_factory=dict)
    contact_book: Sequence[Mapping[str, JsonValue]] = ()
    variables: Mapping[str, JsonValue] = field(default_factory=dict)
    persona: int | None = None
    channel: str = "webchat"
    language: str | None = None
    begins: str = "now"
    by_hand: bool = False

    def setting(
        self, moment: datetime, node: str | None, variables: Mapping[str, JsonValue]
    ) -> Setting:
        """Return how a conversation begins in this scene."""
        return Setting(
            moment,
            node=node,
            variables={**self.variables, **variables},
            contact=self.contact,
            contact_book=self.contact_book,
            channel=self.channel,
            language=self.language,
            by_hand=self.by_hand,
        )


@dataclass(slots=True)
class Simulator:
    """One tab's conversation with a draft.

    `asked_at` is the node from which a conversation is to begin once its variables are given;
    `refused` says why the last wish could not come true.
    """

    scene: Scene = field(default_factory=Scene)
    talk: Talk | None = None
    asked_at: str | None = None
    refused: Words | None = None
    draft: CompiledDraft | None = None

    # -- the draft ---------------------------------------------------------------------------

    def take(self, draft: CompiledDraft) -> None:
        """Go on with a draft as it is now; what was said stays."""
        before, self.draft = self.draft, draft
        if self.talk is not None and before is not draft:
            self.talk = self.talk.under(draft.program)

    # -- the conversation --------------------------------------------------------------------

    def begin(
        self,
        moment: datetime,
        *,
        node: str | None = None,
        variables: Mapping[str, JsonValue] | None = None,
    ) -> None:
        """Begin a conversation with the draft that was taken last."""
        self.asked_at, self.refused = None, None
        if self.draft is None:
            return
        setting = self.scene.setting(moment, node, variables or {})
        try:
            self.talk = begin_talk(self.draft.program, setting)
        except ActionRefused as refused:
            self.talk, self.refused = None, refused.words

    def begin_again(self, moment: datetime) -> None:
        """Begin once more where this conversation began, in the scene as it is now."""
        if self.talk is not None:
            setting = self.talk.setting
            self.begin(moment, node=setting.node, variables=setting.variables)

    def do(self, action: Action) -> bool:
        """Let something happen; return whether it could."""
        self.refused = None
        if self.talk is None:
            return False
        try:
            self.talk = self.talk.do(action)
        except ActionRefused as refused:
            self.refused = refused.words
            return False
        return True

    def try_again(self) -> None:
        """Take the last step back and do it once more, after the draft was mended."""
        if self.talk is None:
            return
        self.refused = None
        try:
            self.talk = self.talk.again()
        except ActionRefused as refused:
            self.refused = refused.words

    def go_back(self, turn: int) -> None:
        """Stand after an earlier turn."""
        self.refused = None
        if self.talk is not None:
            self.talk = self.talk.back_to(turn)

    def go_forward(self) -> None:
        """Take back the last step back."""
        self.refused = None
        if self.talk is not None:
            self.talk = self.talk.forward()

    def wear(self, persona: int | None, contact: Mapping[str, JsonValue]) -> None:
        """Let a persona write from the next beginning on; None is a stranger."""
        self.choose(persona=persona, contact=contact)

    def answer_by_hand(self, by_hand: bool) -> None:
        """Let the person answer for other systems from now on, or their examples again."""
        self.choose(by_hand=by_hand)
        if self.talk is not None:
            self.talk = self.talk.answering(by_hand=by_hand)

    def close(self) -> None:
        """Forget the conversation; the scene stays."""
        self.talk, self.asked_at, self.refused = None, None, None

    def choose(self, **changes: object) -> None:
        """Change the scene of the conversations to come."""
        self.scene = replace(self.scene, **changes)  # type: ignore[arg-type]
