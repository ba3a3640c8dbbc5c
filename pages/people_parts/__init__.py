"""The parts of the page of people.

listing.py    everybody, their roles and what can be done about them
dialogs.py    adding somebody, changing roles, closing an account
links.py      the one-time links that people set their password with
beginning.py  the open demo: nobody has an account yet
rules.py      what the company decided for everybody
notices.py    what was just done
"""
