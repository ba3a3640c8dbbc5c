"""The minimal reference behind FastAPI and uvicorn, its turn inline in an `async def` endpoint.

python benchmarks/reference_server.py sqlite|postgresql WHERE PORT
"""

import sys

import uvicorn
from fastapi import FastAPI
from pydantic import BaseModel
from references import Minimal


class Incoming(BaseModel):
    """One message of a visitor."""

    cid: str
    text: str
    first: bool = False


class Answer(BaseModel):
    """What the visitor is told."""

    replies: list[str]


def create_app(store: str, where: str) -> FastAPI:
    """Return the application on a store."""
    app, minimal = FastAPI(), Minimal(store, where)

    @app.post("/message")
    async def message(incoming: Incoming) -> Answer:
        return Answer(replies=minimal.turn(incoming.cid, incoming.text, incoming.first))

    return app


if __name__ == "__main__":
    uvicorn.run(
        create_app(sys.argv[1], sys.argv[2]),
        host="127.0.0.1",
        port=int(sys.argv[3]),
        log_level="warning",
        access_log=False,
    )
