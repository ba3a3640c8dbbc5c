"""Accounts: who works with Fluxo, how they come in, and in whose name something is done.

names.py         names and addresses that may exist only once; which roles there are
passwords.py     Argon2id; password_rules.py, guessing.py: which ones others would guess
tokens.py        256 random bits, kept as SHA-256
tries.py         five wrong passwords, then a quarter of an hour of silence
people.py        accounts made, given roles, closed, invited
links.py         the first account, and passwords by one-time links
signing_in.py    by a password of ours, or by the company's own sign-in
sign_ins.py      browsers that act for an account
api_tokens.py    programs that act for an account
role_words.py    what roles are called by people
scopes.py        from an account to what may be done in its name
errors.py        what may be said at the door
"""

from flow_runtime.accounts.api_tokens import (
    create_api_token,
    end_api_token,
    scope_of_api_token,
)
from flow_runtime.accounts.errors import (
    AccountError,
    AccountLocked,
    AccountsExist,
    LastAdmin,
    LinkRefused,
    PasswordRefused,
    PersonRefused,
    SignInRefused,
    TokenRefused,
)
from flow_runtime.accounts.links import (
    change_password,
    create_first_account,
    first_account_token,
    has_accounts,
    invited_person,
    is_first_account_token,
    set_password_by_invitation,
)
from flow_runtime.accounts.password_rules import password_problem
from flow_runtime.accounts.people import (
    close_account,
    create_person,
    invitation,
    reopen_account,
    set_roles,
)
from flow_runtime.accounts.sign_ins import (
    SignedIn,
    scope_of_sign_in,
    sign_out,
    sign_out_everywhere,
)
from flow_runtime.accounts.signing_in import sign_in, sign_in_elsewhere

__all__ = [
    "AccountError",
    "AccountLocked",
    "AccountsExist",
    "LastAdmin",
    "LinkRefused",
    "PasswordRefused",
    "PersonRefused",
    "SignInRefused",
    "SignedIn",
    "TokenRefused",
    "change_password",
    "close_account",
    "create_api_token",
    "create_first_account",
    "create_person",
    "end_api_token",
    "first_account_token",
    "has_accounts",
    "invitation",
    "invited_person",
    "is_first_account_token",
    "password_problem",
    "reopen_account",
    "scope_of_api_token",
    "scope_of_sign_in",
    "set_password_by_invitation",
    "set_roles",
    "sign_in",
    "sign_in_elsewhere",
    "sign_out",
    "sign_out_everywhere",
]
