"""The parts of the audit's page.

asking.py   who, what, about what and when: the filter
telling.py  the entries as people read them, and as a file
"""
