"""The simulator: a draft talked to, with its whole history, and nothing of it leaves.

    talk = begin_talk(program, Setting(moment))     # program: the compiled draft
    talk = talk.do(Say("oi"))                       # every action gives a new Talk
    talk.bubbles, talk.path, talk.here              # said; taken on the drawing; waiting at
    talk.variables, talk.timers, talk.waiting_calls
    talk.trace(turn, language), talk.leaving(turn, language)      # turn by turn, in sentences
    talk.failures                                   # what failed in the last turn, at its node
    talk = talk.back_to(2).forward()                # going on from there drops what came later
    talk = talk.under(mended).again()               # the draft was mended: the last step once more
    talk.gone                                       # … and the node where it waited is not there
    talk = talk.answering(by_hand=True)             # calls wait for AnswerCall in waiting_calls
    looks_of(bubble, "whatsapp"), transcript_of(talk.bubbles), kept_conversation(talk, "Boleto")
    moment_when(program, "holiday", talk.now)       # for WaitUntil, or Setting(business="holiday")

It is the engine of the runtime with a host that has no world (simulator.py): pure, and the same
actions on the same setting give the same states. What cannot happen raises `ActionRefused`, whose
`words` say why.
"""

from flow_runtime.simulation.actions import (
    Action,
    AnswerCall,
    Attend,
    Deed,
    Press,
    ReceiveEvent,
    Say,
    SendFile,
    SetVariables,
    Wait,
    WaitUntil,
)
from flow_runtime.simulation.bubbles import Author, Bubble
from flow_runtime.simulation.errors import ActionRefused
from flow_runtime.simulation.failure_words import Failure
from flow_runtime.simulation.keeping import kept_conversation
from flow_runtime.simulation.leaving import Leaving, timer_words
from flow_runtime.simulation.looks import CHANNELS, Look, LookBubble, LookChoice, looks_of
from flow_runtime.simulation.moments import FoundMoment, moment_when, state_now
from flow_runtime.simulation.places import Step
from flow_runtime.simulation.setting import Setting
from flow_runtime.simulation.standing import Standing, WaitingCall
from flow_runtime.simulation.talk import Talk, begin_talk
from flow_runtime.simulation.talk_turns import TalkTurn
from flow_runtime.simulation.trace import TraceLine
from flow_runtime.simulation.transcript import transcript_of
from flow_runtime.simulation.variables import VariableLine
from flow_runtime.simulator import Mock

__all__ = [
    "CHANNELS",
    "Action",
    "ActionRefused",
    "AnswerCall",
    "Attend",
    "Author",
    "Bubble",
    "Deed",
    "Failure",
    "FoundMoment",
    "Leaving",
    "Look",
    "LookBubble",
    "LookChoice",
    "Mock",
    "Press",
    "ReceiveEvent",
    "Say",
    "SendFile",
    "SetVariables",
    "Setting",
    "Standing",
    "Step",
    "Talk",
    "TalkTurn",
    "TraceLine",
    "VariableLine",
    "Wait",
    "WaitUntil",
    "WaitingCall",
    "begin_talk",
    "kept_conversation",
    "looks_of",
    "moment_when",
    "state_now",
    "timer_words",
    "transcript_of",
]
