"""The simulator beside the drawing: a draft is talked to, looked into, and its world played.

simulator.py  what one tab simulates: the talk, how it begins, what was refused
drafts.py     from a draft, finished or not, to a program
painting.py   what the drawing shows of the talk
panel.py      the panel: head, conversation, answer, and one drawer at a time
beginning.py  before the first word: from where, and with which values
reading.py    what a conversation waits for
chat.py       the conversation as bubbles
answering.py  choices, the field to write in, and who writes
troubles.py   what failed, at its node, with the sentence of the checks
calls.py      a call to another system that waits for its answer
drawers.py    the drawers, one open at a time
inside.py     steps, and what would leave
values.py     the variables
world.py      time, other systems, attendants and events
scene.py      with whom, where, when and in which language
people.py     personas
keeping.py    tests and transcripts
"""
