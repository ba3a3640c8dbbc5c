"""The pages before the pages: plain HTML of our own, for those who have not signed in yet.

door.py       stands before everything: pages, files and the web socket are for those who signed in
who.py        whose browser this is: the one question of the door and of every run of a page
routes.py     the addresses, and what each form does when it was filled in
answering.py  the answers that they have in common
company.py    the way over the company's own sign-in (OpenID Connect), there and back
forms.py      what is filled in, and that it was filled in on a page of ours
cookies.py    the browser's cookies, signed and for nobody else's eyes
looks.py      the language and colours that the browser remembers
elsewhere.py  who comes back from there
addresses.py  where one may go on to
html.py       the page around each form
words.py      what the forms say
troubles.py   what is said when nobody can be let in
gate.py       the same question inside each run of a page
leaving.py    what a page shows to somebody who is not signed in any more
"""
