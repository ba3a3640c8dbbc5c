"""What is no HTTP request never reaches the application; it is answered in the same form."""

import h11
import orjson
from uvicorn.protocols.http.h11_impl import H11Protocol

_PROBLEM = {
    "type": "about:blank",
    "status": 400,
    "title": "This is not a request that can be read, or its headers are too large.",
}


class ProblemProtocol(H11Protocol):
    """HTTP/1.1 as uvicorn speaks it, with our answer to what it cannot read."""

    def send_400_response(self, msg: str) -> None:
        """Answer with problem+json and close the connection; `msg` stays in the log."""
        body = orjson.dumps(_PROBLEM)
        headers = [
            (b"content-type", b"application/problem+json"),
            (b"content-length", str(len(body)).encode()),
            (b"connection", b"close"),
        ]
        response = h11.Response(status_code=400, headers=headers, reason=b"Bad Request")
        for event in (response, h11.Data(data=body), h11.EndOfMessage()):
            self.transport.write(self.conn.send(event) or b"")
        self.transport.close()
