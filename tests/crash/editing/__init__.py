"""Editing while everything dies: the browser, the builder, the connection. Nothing may be lost.

gestures.py   a recorded session: what a person does at the drawing, one step after the other
hands.py      how they do it: a real mouse and a real keyboard on the real page
stage.py      a builder on a database of its own, and the wire between it and the browser
browsers.py   a browser that can be killed and opened again with what it had kept
rehearsal.py  the session undisturbed: the draft after every gesture
documents.py  drafts without their random ids, and what a draft says of a kill
browser_kills.py, server_kills.py   the session disturbed
"""
