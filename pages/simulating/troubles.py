"""What failed in the last step: at its block, with the sentence of the checks, and on after it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

import streamlit as st

from flow_runtime.editing import Examination
from flow_runtime.problems import Severity
from flow_runtime.simulation import Talk
from pages.editing.desk import Desk
from pages.simulating.beginning import node_name
from pages.simulating.opening import try_again
from pages.texts import Language, language, plain, texts_of

_ = texts_of("simulator")


@dataclass(frozen=True, slots=True)
class Trouble:
    """A block that failed, and why; one that does not stop the conversation is only told."""

    node_id: str
    sentence: str
    stops: bool = True


def draw_troubles(desk: Desk) -> None:
    """Draw what failed in the last step, and the way on once it is mended."""
    talk = desk.simulator.talk
    if talk is None:
        return
    troubles = list(troubles_of(talk, desk.examination, language()))
    if not troubles:
        return
    stops = any(trouble.stops for trouble in troubles)
    with st.container(key=f"fx-troubles{'' if stops else '-told'}", border=True, gap="xsmall"):
        for number, trouble in enumerate(troubles):
            _draw_trouble(desk, trouble, number)
        if stops:
            st.button(
                _("Try this step again"),
                key="simulate-retry",
                icon=":material/refresh:",
                type="primary",
                width="stretch",
                on_click=try_again,
                args=(desk,),
            )


def troubles_of(talk: Talk, examination: Examination, wanted: Language) -> Iterator[Trouble]:
    """Yield the blocks that failed in the last step, once each."""
    told: set[str] = set()
    for failure in talk.failures:
        node = failure.node_id
        if node is not None and node not in told:
            told.add(node)
            checked = _checked(examination, node, wanted) if failure.stops else ""
            yield Trouble(node, checked or failure.words[wanted], failure.stops)


def _checked(examination: Examination, node_id: str, wanted: Language) -> str:
    """Return what the checks call an error at a block, if anything."""
    here = [problem for problem in examination.problems if problem.node_id == node_id]
    errors = [problem for problem in here if problem.severity is Severity.ERROR]
    return errors[0].sentence(wanted) if errors else ""


def _draw_trouble(desk: Desk, trouble: Trouble, number: int) -> None:
    name = plain(node_name(desk, trouble.node_id))
    mark = ":red[:material/error:]" if trouble.stops else ":orange[:material/warning:]"
    st.markdown(f"{mark} **{name}**  \n{plain(trouble.sentence)}")
    st.button(
        _("Show the block"),
        key=f"simulate-trouble-{number}",
        icon=":material/my_location:",
        type="tertiary",
        on_click=partial(desk.focus, trouble.node_id),
    )
