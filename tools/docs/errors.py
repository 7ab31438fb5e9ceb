"""The page about the error codes."""

from collections.abc import Mapping
from csv import DictReader
from itertools import chain
from pathlib import Path

from podium.kernel import catalogue
from podium.kernel.catalogue import CATALOGUE, OBSERVED, Code

GUIDANCE = Path(catalogue.__file__).parent / "guidance.tsv"
INTRODUCTION = """# Errors

Written by `make docs` from `podium/kernel/`: the numbers and texts that clients know, and what to do about each.

An error is answered with a status and this body; `details` are there where we have more to say, and `traceId` stands
in the log of the server. Texts are English, or German where the caller asks for it. Match the code, not the text.

```json
{"message": "The name Invoices is already used.", "errorCode": 1001, "traceId": "00-…-01", "resourceIds": null}
```

Who is not signed in (401) or lacks a permission (403) gets code 0 in the envelope that sign-in uses: the same members,
and `error.details` with the permission that is missing. What is in braces below is filled in.
"""


def page() -> str:
    """Describe each code: when it comes, with which status and texts, and how to mend it."""
    guidance = _guidance()
    listed = chain.from_iterable(_section(code, guidance[number]) for number, code in CATALOGUE.items())
    others = chain.from_iterable(_section(code, guidance[number]) for number, code in OBSERVED.items())
    return "\n".join([INTRODUCTION, "## Documented codes\n", *listed, "## Other codes\n", *others])


def _guidance() -> Mapping[int, tuple[str, str]]:
    with GUIDANCE.open(encoding="utf-8", newline="") as lines:
        return {int(row["code"]): (row["when"], row["mend"]) for row in DictReader(lines, delimiter="\t")}


def _section(code: Code, guidance: tuple[str, str]) -> list[str]:
    when, mend = guidance
    status = code.status or "No answer"
    texts = [f"- `{english}`\n- `{german}`" for english, german in code.translations.items()]
    return [
        f"### {code.number} {', '.join(code.names)}".rstrip() + "\n",
        f"**{status}.** {when} *{mend}*\n",
        *texts,
        "",
    ]
