import base64
import json
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flow_runtime.conversations.masking import MASK, mask_of
from flow_runtime.http import HttpResponse, OutboundFailed

SECRET = 'canary-7431/ção "x"'
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**40), 2**40) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=20,
)


def answer(body: bytes, **fields: object) -> HttpResponse:
    return HttpResponse(status=200, headers=(), body=body, url="https://erp.example.com/")


def masked(body: bytes) -> str:
    return mask_of([SECRET]).response(answer(body)).body.decode()


@pytest.mark.parametrize(
    "body",
    [
        json.dumps({"headers": {"Authorization": f"Bearer {SECRET}"}}).encode(),
        json.dumps({"a": [f"x{SECRET}y"]}, ensure_ascii=False).encode(),
        json.dumps({SECRET: 1}).encode(),
        b'{"a": "\\u0063anary-7431/\\u00e7\\u00e3o \\u0022x\\u0022"}',
        json.dumps({"a": SECRET.upper()}).encode(),
        f"<p>{SECRET}</p>".encode(),
        f"broken {json.dumps(SECRET)} json".encode(),
        quote(SECRET, safe="").encode(),
        quote(SECRET, safe="").lower().encode(),
        base64.b64encode(SECRET.encode()),
    ],
)
def test_an_echoed_secret_is_replaced(body: bytes):
    result = masked(body)
    assert MASK in result
    assert "7431" not in result
    assert base64.b64encode(SECRET.encode()).decode()[:12] not in result


def test_a_secret_that_is_put_together_when_it_is_kept_is_replaced_before():
    body = "canary-7431".encode("utf-16-le")
    assert mask_of(["canary-7431"]).response(answer(body)).body.decode() == MASK


@given(JSON)
def test_an_answer_without_the_secret_is_left_byte_for_byte(value: object):
    body = json.dumps(value).encode()
    assert mask_of(["canary-7431"]).response(answer(body)).body == body


@given(JSON, st.text(min_size=4, max_size=12))
def test_no_string_of_the_answer_keeps_the_secret(value: object, secret: str):
    body = json.dumps({"echo": f"a{secret}b", "rest": value}).encode()
    result = json.loads(mask_of([secret]).response(answer(body)).body)
    assert secret not in result["echo"] or secret in MASK


def test_a_short_secret_is_replaced_only_where_it_stands_alone():
    body = json.dumps({"pin": "123", "number": 123, "order": "91234"}).encode()
    result = json.loads(mask_of(["123"]).response(answer(body)).body)
    assert result == {"pin": MASK, "number": MASK, "order": "91234"}


def test_headers_and_the_address_are_masked_too():
    told = HttpResponse(200, (("x-echo", f"Bearer {SECRET}"),), b"", f"https://x.test/?t={SECRET}")
    result = mask_of([SECRET]).response(told)
    assert result.headers == (("x-echo", f"Bearer {MASK}"),)
    assert result.url == f"https://x.test/?t={MASK}"


def test_an_error_about_a_secret_names_it_no_more():
    error = mask_of(["canary-7431"]).error(OutboundFailed("name_not_found", "canary-7431.test"))
    assert (error.code, error.subject) == ("name_not_found", f"{MASK}.test")
    assert isinstance(error, OutboundFailed)


def test_without_secrets_nothing_is_touched():
    told = answer(b"anything \xff at all")
    assert mask_of([]).response(told) is told
    assert mask_of([""]).response(told) is told
