"""Rows written down as a table of text, for spreadsheets."""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import IO, Any

import msgspec

from podium.kernel.context import Context
from podium.odata.options import Options
from podium.odata.page import page
from podium.odata.request import Stream
from podium.odata.stamps import stamp

MOST = 10_000
"""Rows of one report."""
FORMULAS = ("=", "+", "-", "@", "\t")


async def report(ctx: Context, rows: Any, options: Options, columns: Mapping[str, str], name: str) -> Stream:
    """The rows asked for, the first 10,000 of them; ``columns`` are headings and the attributes below them."""
    found = await page(ctx, rows, replace(options, select=(), expand=(), count=False), MOST)
    text = io.StringIO()
    write_table(text, columns, [vars(shown.row) for shown in found.rows])
    return Stream(text.getvalue().encode("utf-8-sig"), "text/csv; charset=utf-8", f"{name}.csv")


def write_table(
    file: IO[str], columns: Mapping[str, str], rows: Iterable[Mapping[str, Any]], *, has_head: bool = True
) -> None:
    """Write rows as CSV; ``columns`` are headings and the keys of the values below them."""
    writer = csv.writer(file)
    if has_head:
        writer.writerow(columns)
    writer.writerows([_cell(row[key]) for key in columns.values()] for row in rows)


def _cell(value: Any) -> str:
    """A text that no spreadsheet takes for a formula."""
    text = _text(value)
    return f"'{text}" if text[:1] in FORMULAS else text


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, msgspec.Raw):
        return bytes(value).decode()
    return stamp(value) if isinstance(value, datetime) else str(value)
