"""The parts of one's own account.

password.py   another password
sign_ins.py   where one is signed in, and out everywhere
tokens.py     what programs show in place of a password
"""
