"""Tags: words that people put on things to find them."""

from typing import Annotated

import msgspec

from podium.kernel.entity import Json
from podium.odata.wire import Complex

NO_TAGS = Json(b"[]")
Word = Annotated[str, msgspec.Meta(max_length=256)]


class Tag(Complex):
    """A label, or a key with a value. What is displayed is what it was called, with its capitals."""

    name: Word
    display_name: Word | None = None
    value: Word | None = None
    display_value: Word | None = None
