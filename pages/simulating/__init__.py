"""The simulator beside the drawing: a draft is talked to, looked into, and its world played.

simulator.py  what one tab simulates: the talk, how it begins, what was refused
drafts.py     from a draft, finished or not, to a program
painting.py   what the drawing shows of the talk
panel.py      the panel: head, conversation, answer, and one drawer at a time
beginning.py  before the first word: from where, and with which values
chat.py       the conversation as bubbles
answering.py  choices, the field to write in, and who writes
troubles.py   what failed, at its node, with the sentence of the checks
inside.py     steps, variables and what would leave
world.py      time, other systems, attendants and events
scene.py      with whom, where and in which language
"""
