"""The page about settings."""

from collections.abc import Iterator

from podium.domains.identity.settings import BOUNDS, POLICY
from podium.domains.settings.kinds import Kind, Known, Scope
from podium.domains.settings.known import GROUPS

CHOOSERS = {
    Scope.APPLICATION: "the host",
    Scope.TENANT: "the tenant",
    Scope.USER: "the tenant, and each user",
    Scope.ALL: "everybody",
}
INTRODUCTION = """# Settings

Written by `make docs` from `podium/domains/settings/known.py`. Settings are read and chosen at `/odata/Settings`, by
these names, in any case; those of one's own by `UpdateUserSetting`. What the host chooses holds for every tenant that
has chosen nothing itself; `DeleteBulk` goes back to that. An empty value stands for the default.

A value that does not fit is refused with 1015, an unknown name with 1002, and then nothing of the whole call is
changed. Secrets are [sealed](../secrets.md) and come back as twelve dots, which leave them as they are when they are
sent back. `GetWebSettings`, which everybody may ask, has neither secrets nor keys of feeds.

**Effect** says what a setting changes in Podium. One that changes nothing is only kept, because clients read or write
it.
"""
IDENTITY = """## Sign-in

These are chosen at `/identity_/api/Setting`, for the tenant.

| setting | default | range |
|---|---|---|
"""


def page() -> str:
    """Tabulate every setting, group by group."""
    groups = "\n".join(_group(name, settings) for name, settings in GROUPS.items())
    rows = "".join(f"| `{name}` | `{value}` | {_bounds(name)} |\n" for name, value in POLICY.items())
    return f"{INTRODUCTION}\n{groups}\n{IDENTITY}{rows}"


def _group(name: str, settings: tuple[Known, ...]) -> str:
    lines = [f"## {name}", "", "| setting | type | default | chosen by | effect |", "|---|---|---|---|---|"]
    return "\n".join([*lines, *_rows(settings), ""])


def _rows(settings: tuple[Known, ...]) -> Iterator[str]:
    for one in settings:
        default = f"`{one.default}`" if one.default else ""
        effect = one.effect or "None: it is only kept."
        yield f"| `{one.name}` | {_type(one)} | {default} | {CHOOSERS[one.scope]} | {effect} |"


def _type(one: Known) -> str:
    if one.kind is Kind.NUMBER:
        return f"{one.lowest:,} to {one.highest:,}"
    return ", ".join(f"`{choice}`" for choice in one.choices) or one.kind.value


def _bounds(name: str) -> str:
    lowest, highest = BOUNDS.get(name, (0, 0))
    return f"{lowest:,} to {highest:,}" if name in BOUNDS else ""
