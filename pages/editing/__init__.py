"""The desk behind the editor page: one draft being edited in one browser tab.

desk.py         the draft, its undo steps, what is saved, and what the panels may do
saving.py       from the desk to the database and back: save, join others' work
canvas_data.py  what the canvas is told: a whole view, or what changed since the one it holds
checking.py     the checks, in a thread, so that they never hold up a gesture
opening.py      from a flow's id to a desk
conflicts.py    the choice per node when two people changed the same one
watching.py     who else is here, and whether the draft was changed by another
toolbar.py      the line above the canvas
"""
