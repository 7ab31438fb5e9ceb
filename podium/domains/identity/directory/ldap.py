"""Directories that speak LDAP: asked for people and groups, and whether a password is somebody's."""

import re
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any
from uuid import UUID

from podium.domains.identity.directory.terms import Kind
from podium.domains.identity.directory.tls import secured
from podium.domains.identity.models.directories import Flavour
from podium.kernel.keys import key_of

SPECIAL = re.compile(r"[\\*()\x00]")

CONNECT, ANSWER = 3, 5
"""Seconds to wait for a connection, and for an answer."""
MOST = 50


@cache
def library() -> Any:
    """The LDAP library, loaded when it is first needed: few installations do, and it takes a while."""
    with warnings.catch_warnings():  # it asks its decoder for names that have newer ones
        warnings.simplefilter("ignore", DeprecationWarning)
        return import_module("ldap3")


def escaped(text: str) -> str:
    """A text as a value in a filter (RFC 4515)."""
    return SPECIAL.sub(lambda found: f"\\{ord(found[0]):02x}", text)


class Unreachable(Exception):
    """The directory does not answer, or not to us."""


@dataclass(frozen=True)
class Names:
    """What a kind of directory calls things."""

    login: str
    identifier: str
    people: str
    groups: str
    displayed: str = "displayName"


NAMES: Mapping[Flavour, Names] = {
    Flavour.LDAP: Names("uid", "entryUUID", "(objectClass=inetOrgPerson)", "(objectClass=groupOfNames)"),
    Flavour.ACTIVE_DIRECTORY: Names(
        "sAMAccountName",
        "objectGUID",
        "(&(objectCategory=person)(objectClass=user))",
        "(objectClass=group)",
    ),
}


@dataclass(frozen=True)
class Entry:
    """A person or a group of a directory."""

    kind: Kind
    path: str
    identifier: str
    name: str
    display_name: str
    given_name: str | None = None
    surname: str | None = None
    email: str | None = None


@dataclass(frozen=True)
class Ldap:
    """One directory, and as whom it is read. Every call is a connection of its own, and waits."""

    url: str
    base: str
    flavour: Flavour
    reader: str = ""
    password: str = ""
    start_tls: bool = False
    ca_certificate: str = ""

    @property
    def names(self) -> Names:
        return NAMES[self.flavour]

    def search(self, prefix: str, kinds: set[Kind]) -> list[Entry]:
        """People and groups whose name begins so."""
        start = escaped(prefix)
        names = "".join(f"({name}={start}*)" for name in dict.fromkeys((self.names.login, "cn", "displayName", "mail")))
        with self._reading() as connection:
            return [entry for kind in sorted(kinds) for entry in self._found(connection, kind, f"(|{names})")]

    def person(self, name: str) -> Entry | None:
        """The person who signs in with a name or an address."""
        wanted = escaped(name)
        with self._reading() as connection:
            found = self._found(connection, Kind.USER, f"(|({self.names.login}={wanted})(mail={wanted}))")
        return found[0] if len(found) == 1 else None

    def named(self, name: str, kind: Kind) -> Entry | None:
        """The person or the group of a name."""
        attribute = self.names.login if kind is Kind.USER or self._is_ad else "cn"
        with self._reading() as connection:
            found = self._found(connection, kind, f"({attribute}={escaped(name)})")
        return found[0] if len(found) == 1 else None

    def identified(self, identifier: str, kind: Kind) -> Entry | None:
        """The person or the group of an identifier."""
        key = key_of(identifier)
        if key is None:
            return None
        written = "".join(f"\\{byte:02x}" for byte in key.bytes_le) if self._is_ad else str(key)
        with self._reading() as connection:
            found = self._found(connection, kind, f"({self.names.identifier}={written})")
        return found[0] if found else None

    def groups_of(self, person: Entry) -> list[Entry]:
        """The groups that a person belongs to; in an Active Directory also by way of other groups."""
        rule = ":1.2.840.113556.1.4.1941:" if self._is_ad else ""
        with self._reading() as connection:
            return self._found(connection, Kind.GROUP, f"(member{rule}={escaped(person.path)})")

    def is_password(self, path: str, password: str) -> bool:
        """Does the directory let the person at a path in with a password? An empty one would be none at all."""
        if not password:
            return False
        try:
            with self._connected(path, password):
                return True
        except library().core.exceptions.LDAPBindError:
            return False
        except (library().core.exceptions.LDAPException, OSError) as problem:
            raise Unreachable(str(problem)) from problem

    @property
    def _is_ad(self) -> bool:
        return self.flavour is Flavour.ACTIVE_DIRECTORY

    @contextmanager
    def _reading(self) -> Iterator[Any]:
        try:
            with self._connected(self.reader, self.password) as connection:
                yield connection
        except (library().core.exceptions.LDAPException, OSError, ValueError, KeyError) as problem:
            raise Unreachable(str(problem)) from problem

    @contextmanager
    def _connected(self, user: str, password: str) -> Iterator[Any]:
        ldap3 = library()
        server = ldap3.Server(self.url, connect_timeout=CONNECT, get_info=ldap3.NONE)
        server.tls = secured(self.ca_certificate)
        connection = ldap3.Connection(
            server, user or None, password or None, receive_timeout=ANSWER, read_only=True, auto_referrals=False
        )
        try:
            connection.open()
            if self.start_tls:
                server.tls.start(connection)
            if not connection.bind():
                raise ldap3.core.exceptions.LDAPBindError(connection.result["description"])
            yield connection
        finally:
            _closed(connection)

    def _found(self, connection: Any, kind: Kind, condition: str) -> list[Entry]:
        of_kind = self.names.people if kind is Kind.USER else self.names.groups
        attributes = [self.names.login, self.names.identifier, "cn", "displayName", "givenName", "sn", "mail"]
        connection.search(
            self.base, f"(&{of_kind}{condition})", attributes=list(dict.fromkeys(attributes)), size_limit=MOST
        )
        answers = [one for one in connection.response or () if one["type"] == "searchResEntry"]
        return [self._entry(kind, one["dn"], one["attributes"], one["raw_attributes"]) for one in answers]

    def _entry(self, kind: Kind, path: str, values: Mapping[str, Any], raw: Mapping[str, Any]) -> Entry:
        common = _first(values, "cn") or path
        name = (_first(values, self.names.login) if kind is Kind.USER or self._is_ad else None) or common
        key = next(iter(raw.get(self.names.identifier, ())), b"")
        identifier = str(UUID(bytes_le=key)) if self._is_ad else key.decode()
        return Entry(
            kind=kind,
            path=path,
            identifier=identifier,
            name=name,
            display_name=_first(values, "displayName") or common,
            given_name=_first(values, "givenName"),
            surname=_first(values, "sn"),
            email=_first(values, "mail"),
        )


def _closed(connection: Any) -> None:
    """Say goodbye and close; the library leaves a socket open that never was connected."""
    opened = connection.socket
    if connection.bound:
        connection.unbind()
    if opened is not None:
        opened.close()


def _first(values: Mapping[str, Any], name: str) -> str | None:
    """Attributes have several values, one or none."""
    found = values.get(name)
    value = found[0] if isinstance(found, list) and found else found
    return str(value) if value else None
