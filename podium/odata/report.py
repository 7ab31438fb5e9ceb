"""Rows written down as a table of text, for spreadsheets."""

import csv
import io
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

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
    writer = csv.writer(text)
    writer.writerow(columns)
    for shown in found.rows:
        writer.writerow([plain(vars(shown.row)[attribute]) for attribute in columns.values()])
    return Stream(text.getvalue().encode("utf-8-sig"), "text/csv; charset=utf-8", f"{name}.csv")


def plain(value: Any) -> str:
    """A cell that no spreadsheet takes for a formula."""
    text = "" if value is None else stamp(value) if isinstance(value, datetime) else str(value)
    return f"'{text}" if text[:1] in FORMULAS else text
