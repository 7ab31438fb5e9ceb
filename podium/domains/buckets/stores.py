"""Opening stores of files outside: a folder of the server, Azure, Amazon, and what speaks as Amazon does."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from obstore.store import LocalStore, S3Store

from podium.domains.buckets.azure import Azure
from podium.domains.buckets.errors import BadStorage
from podium.domains.buckets.models import Provider
from podium.domains.buckets.outside import PROBLEMS, Outside, options

PASSWORD = "$Password"  # noqa: S105 - a placeholder
ENDPOINTS = ("endpoint", "host", "serviceurl")
REGIONS = ("endpointregion", "region")
DEFAULT_REGION = "us-east-1"


def opened(provider: Provider, parameters: str, container: str, password: str, folders: Sequence[Path]) -> Outside:
    """Open the store of a bucket; a folder of the server must lie below one of ``folders``."""
    given = _parameters(parameters.replace(PASSWORD, password))
    try:
        if provider is Provider.FILE_SYSTEM:
            return Outside(LocalStore(prefix=_folder(given, container, folders)), signs=False, ordered=False)
        if provider is Provider.AZURE:
            return _azure(given, container)
        return Outside(_amazon(given, container), signs=True)
    except PROBLEMS as problem:
        raise BadStorage(why=f"The storage cannot be opened: {problem}", field="StorageParameters") from problem


def _azure(given: Mapping[str, str], container: str) -> Azure:
    account = _wanted(given, "accountname")
    scheme, suffix = given.get("defaultendpointsprotocol", "https"), given.get("endpointsuffix", "core.windows.net")
    endpoint = given.get("blobendpoint") or f"{scheme}://{account}.blob.{suffix}"
    return Azure(endpoint.rstrip("/"), account, _wanted(given, "accountkey"), _container(container))


def _amazon(given: Mapping[str, str], container: str) -> S3Store:
    region = next((given[name] for name in REGIONS if given.get(name)), DEFAULT_REGION)
    endpoint = next((given[name] for name in ENDPOINTS if given.get(name)), f"https://s3.{region}.amazonaws.com")
    return S3Store(
        _container(container),
        endpoint=endpoint,
        region=region,
        access_key_id=_wanted(given, "accesskey"),
        secret_access_key=_wanted(given, "secretkey"),
        virtual_hosted_style_request=False,
        client_options=options(endpoint),
    )


def _folder(given: Mapping[str, str], container: str, folders: Sequence[Path]) -> Path:
    path = Path(_wanted(given, "rootpath"), container.lstrip("/")).resolve()
    if not any(path.is_relative_to(folder.resolve()) for folder in folders):
        raise BadStorage(why="The operator has not opened this folder for buckets.", field="StorageParameters")
    if not path.is_dir():
        raise BadStorage(why="There is no such folder.", field="StorageParameters")
    return path


def _container(name: str) -> str:
    if not name:
        raise BadStorage(why="The StorageContainer field is required.", field="StorageContainer")
    return name


def _wanted(given: Mapping[str, str], name: str) -> str:
    """A parameter without which the server's own keys would be used."""
    if not given.get(name):
        raise BadStorage(why=f"The storage parameters lack {name}.", field="StorageParameters")
    return given[name]


def _parameters(text: str) -> dict[str, str]:
    """The members of a connection string, ``Name=value;...``, names in lower case."""
    pairs = (part.partition("=") for part in text.split(";") if "=" in part)
    return {name.strip().lower(): value.strip() for name, _, value in pairs}
