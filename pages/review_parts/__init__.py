"""The parts of the page on which a version is reviewed.

pairs.py      the two states of a flow that are compared
sheet.py      both on one sheet: where blocks stand, what became of them
maps.py       the two maps; map_look.py, their colours, icons and words; in_step.py, moving together
sentences.py  what changed, in sentences
chosen.py     the block that is chosen
"""
