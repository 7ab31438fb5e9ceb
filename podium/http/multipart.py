"""Multipart bodies: files go to disk as they arrive, small fields stay in memory."""

from pathlib import Path
from typing import Any

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

from podium.kernel.errors import BadRequest
from podium.odata.request import Upload

FIELD_LIMIT = 1_000_000
PARTS_LIMIT = 100


class Multipart:
    """Fed with chunks of a body; gives its files and fields in the end."""

    def __init__(self, content_type: str, directory: Path) -> None:
        boundary = parse_options_header(content_type)[1].get(b"boundary")
        if not boundary:
            raise BadRequest(why="The multipart body has no boundary.", field="Content-Type")
        self.directory, self.files, self.fields = directory, list[Upload](), dict[str, str]()
        names = ("part_begin", "part_data", "part_end", "header_field", "header_value", "headers_finished", "end")
        callbacks: Any = {f"on_{name}": getattr(self, f"_{name}") for name in names}
        self._parser = MultipartParser(boundary, callbacks)
        self._complete = False
        self._header, self._value, self._headers = b"", b"", dict[str, bytes]()
        self._file: Any = None
        self._text = bytearray()

    def write(self, chunk: bytes) -> None:
        try:
            self._parser.write(chunk)
        except FormParserError as problem:
            raise BadRequest(why=f"The multipart body is malformed: {problem}.") from problem

    def finish(self) -> tuple[list[Upload], dict[str, str]]:
        if not self._complete:
            raise BadRequest(why="The multipart body ends before its last boundary.")
        return self.files, self.fields

    def _part_begin(self) -> None:
        self._headers, self._header, self._value = {}, b"", b""
        if len(self.files) + len(self.fields) >= PARTS_LIMIT:
            raise BadRequest(why=f"The multipart body has more than {PARTS_LIMIT} parts.")

    def _header_field(self, data: bytes, start: int, end: int) -> None:
        self._keep_header()
        self._header += data[start:end]

    def _header_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def _keep_header(self) -> None:
        if self._value:
            self._headers[self._header.decode("latin-1").lower()] = self._value
            self._header, self._value = b"", b""

    def _headers_finished(self) -> None:
        self._keep_header()
        _, options = parse_options_header(self._headers.get("content-disposition", b""))
        self._name = options.get(b"name", b"").decode("utf-8", "replace")
        filename = options.get(b"filename")
        self._filename = None if filename is None else filename.decode("utf-8", "replace")
        self._text = bytearray()
        self._file = None
        if self._filename is not None:
            self._file = (self.directory / str(len(self.files))).open("wb")

    def _part_data(self, data: bytes, start: int, end: int) -> None:
        if self._file is not None:
            self._file.write(data[start:end])
            return
        self._text += data[start:end]
        if len(self._text) > FIELD_LIMIT:
            raise BadRequest(why=f"The field {self._name} is larger than {FIELD_LIMIT} bytes.", field=self._name)

    def _part_end(self) -> None:
        if self._file is None:
            self.fields[self._name] = self._text.decode("utf-8", "replace")
            return
        size = self._file.tell()
        self._file.close()
        kind = self._headers.get("content-type", b"application/octet-stream").decode("latin-1")
        self.files.append(Upload(self._filename or self._name, Path(self._file.name), size, kind))

    def _end(self) -> None:
        self._complete = True
