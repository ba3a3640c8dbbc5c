"""A browser before the door: it keeps cookies, and fills in forms as they stand on the page."""

from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from typing import Final

from starlette.testclient import TestClient

ADDRESS: Final = "http://127.0.0.1:8501"
ANA: Final = ("Ana", "ana@exemplo.com.br")
BIA: Final = ("Bia", "bia@exemplo.com.br")
PASSWORD: Final = "um rio que corre manso"


@dataclass
class Form(HTMLParser):
    """The form of a page, and the words around it."""

    html: str
    action: str = ""
    values: dict[str, str] = field(default_factory=dict)
    words: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self.feed(self.html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = {name: unescape(value or "") for name, value in attrs}
        if tag == "form":
            self.action = held.get("action", "")
        elif tag == "input":
            self.values[held["name"]] = held.get("value", "")

    def handle_data(self, data: str) -> None:
        self.words.append(data.strip())

    @property
    def text(self) -> str:
        return " ".join(filter(None, self.words))


class Visitor:
    """One browser."""

    def __init__(self, client: TestClient) -> None:
        self.client = client
        self.address = str(client.base_url).rstrip("/")
        self.answer = None

    def see(self, path: str, **headers: str) -> "Visitor":
        """Open an address."""
        self.answer = self.client.get(path, headers=headers)
        return self

    def fill_in(self, path: str, headers: dict[str, str] | None = None, **values: str) -> "Visitor":
        """Open the page of a form, fill it in and send it."""
        return self.see(path).send(headers, **values)

    def send(self, headers: dict[str, str] | None = None, **values: str) -> "Visitor":
        """Fill in the form that is seen and send it, from its own page unless said otherwise."""
        form = self.form
        from_here = {"Origin": self.address, "Sec-Fetch-Site": "same-origin"}
        self.answer = self.client.post(
            form.action,
            data=form.values | values,
            headers=from_here if headers is None else headers,
        )
        return self

    def sign_in(
        self, login: str = "Ana", password: str = PASSWORD, path: str = "/sign-in"
    ) -> "Visitor":
        """Sign in by the form."""
        return self.fill_in(path, login=login, password=password)

    @property
    def form(self) -> Form:
        return Form(self.answer.text)

    @property
    def status(self) -> int:
        return int(self.answer.status_code)

    @property
    def led_to(self) -> str | None:
        """Where the answer leads, None when it leads nowhere."""
        return self.answer.headers.get("location")

    @property
    def is_in(self) -> bool:
        """Whether this browser is shown the builder."""
        return bool(self.client.get("/").text == "the builder")

    def set_cookies(self) -> dict[str, str]:
        """Return what the answer says of each cookie that it sets, by name."""
        lines = self.answer.headers.get_list("set-cookie")
        return {line.partition("=")[0]: line.partition("=")[2] for line in lines}
