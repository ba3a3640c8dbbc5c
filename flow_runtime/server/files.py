"""What customers upload: bounded, kept by its hash outside every web root, served as attachment.

The name is shown but never used as a path; the type is recognised from the first bytes.
"""

import hashlib
import os
import secrets
import tempfile
from pathlib import Path
from typing import Annotated, Final

from fastapi import APIRouter, UploadFile
from pydantic import JsonValue
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import FileResponse

from flow_runtime.errors import UnknownReference
from flow_runtime.limits import MAX_FILE_BYTES
from flow_runtime.server.chat_api import Here, Opened, settings_of
from flow_runtime.server.installation import Installation
from flow_runtime.server.problems import documented
from storage import files
from storage.conversations import Conversation
from storage.files import File

router = APIRouter(prefix="/api", responses=documented(400, 403, 404, 409, 413, 422, 429, 503))

_MAX_NAME_CHARACTERS: Final = 120
_MAX_FILES_PER_CONVERSATION: Final = 50
_SIGNATURES: Final = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"OggS", "audio/ogg"),
    (b"ID3", "audio/mpeg"),
    (b"\xff\xfb", "audio/mpeg"),
    (b"PK\x03\x04", "application/zip"),
)
"""First bytes of the types that are told apart (IANA media types); the rest are unknown."""

UNKNOWN_TYPE: Final = "application/octet-stream"


@router.post("/conversations/{conversation_id}/files", status_code=201, tags=["chat"])
async def upload_file(here: Here, opened: Opened, file: UploadFile) -> dict[str, JsonValue]:
    """Keep a file of the customer; a message then names it by its id."""
    settings = await run_in_threadpool(settings_of, here, opened.channel)
    if not settings.accepts_files:
        raise HTTPException(403, "This channel takes no files.")
    data = await file.read(MAX_FILE_BYTES + 1)
    if len(data) > MAX_FILE_BYTES:
        limit = MAX_FILE_BYTES // 1024 // 1024
        raise HTTPException(413, f"The file is larger than {limit} MB. Send a smaller one.")
    if not data:
        raise HTTPException(422, "The file is empty. Choose another one.")
    kept = await run_in_threadpool(_keep, here, opened, file.filename or "", data)
    return {
        "file_id": kept.id,
        "name": kept.name,
        "media_type": kept.media_type,
        "size_bytes": kept.size_bytes,
    }


def _keep(here: Installation, opened: Conversation, name: str, data: bytes) -> File:
    digest = hashlib.sha256(data).hexdigest()
    _write_once(here.settings.files_directory / digest, data)
    with here.database.transaction() as tx:
        if len(files.for_conversation(tx, opened.id)) >= _MAX_FILES_PER_CONVERSATION:
            raise HTTPException(409, "This conversation has too many files already.")
        new = File(
            id=secrets.token_hex(16),
            sha256=digest,
            name=_shown_name(name),
            media_type=recognised_type(data),
            size_bytes=len(data),
            conversation_id=opened.id,
            created_at=here.conversations.now(),
        )
        return files.add(tx, new)


def _write_once(path: Path, data: bytes) -> None:
    """Write a file whole or not at all."""
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, part = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(part).replace(path)
    except OSError:
        Path(part).unlink(missing_ok=True)  # A full disk must not fill with halves.
        raise


def _shown_name(name: str) -> str:
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    shown = "".join(character for character in last if character.isprintable()).strip()
    return shown[-_MAX_NAME_CHARACTERS:] or "arquivo"


def recognised_type(data: bytes) -> str:
    """Return the media type that the first bytes show."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    return next((kind for start, kind in _SIGNATURES if data.startswith(start)), UNKNOWN_TYPE)


@router.get(
    "/conversations/{conversation_id}/files/{file_id}",
    tags=["chat"],
    response_class=FileResponse,
    responses={200: {"description": "The file", "content": {"*/*": {}}}},
)
def read_file(here: Here, opened: Opened, file_id: Annotated[str, "an id"]) -> FileResponse:
    """Return a file of this conversation as a download."""
    with here.database.read() as tx:
        own = {file.id: file for file in files.for_conversation(tx, opened.id)}
    file = own.get(file_id)
    path = here.settings.files_directory / file.sha256 if file else None
    if file is None or path is None or not path.exists():
        raise UnknownReference("This file does not exist.")
    headers = {"X-Content-Type-Options": "nosniff"}
    return FileResponse(path, media_type=file.media_type, filename=file.name, headers=headers)
