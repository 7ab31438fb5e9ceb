# mypy: ignore-errors
"""The generated client of all published operations, and what it knows of them."""

import inspect
import os
import re
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import uipath_orchestrator_rest as package

CALL = re.compile(r"call_api\(\s*'([^']+)', '([A-Z]+)'")
REQUIRED = re.compile(r"Missing the required parameter `(\w+)`")


def root() -> SimpleNamespace:
    configuration = package.Configuration()
    configuration.host = os.environ["PODIUM_ADDRESS"]
    configuration.access_token = os.environ["PODIUM_TOKEN"]
    api = package.ApiClient(configuration)
    kinds = {name: kind for name, kind in vars(package).items() if name.endswith("Api")}
    return SimpleNamespace(
        operations=lambda: list(operations(kinds)), **{name: kind(api) for name, kind in kinds.items()}
    )


def operations(kinds: dict[str, type]) -> Iterator[dict[str, Any]]:
    """Every operation: how it is called, its address, its parameters, and whether it is to be in a folder."""
    for kind, api in kinds.items():
        for name, function in vars(api).items():
            found = CALL.search(inspect.getsource(function)) if name.endswith("_with_http_info") else None
            if found:
                source = inspect.getsource(function)
                yield {
                    "call": f"{kind}.{name.removesuffix('_with_http_info')}",
                    "path": found[1],
                    "method": found[2],
                    "required": sorted(set(REQUIRED.findall(source))),
                    "in_folder": "x_uipath_organization_unit_id" in source,
                }
