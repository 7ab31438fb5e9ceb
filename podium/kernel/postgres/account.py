"""Whom the server's processes run as: PostgreSQL refuses to be root."""

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path

from podium.kernel.postgres.errors import PostgresError
from podium.kernel.postgres.launch import ENVIRONMENT

NAMES = ("podium", "postgres")
# Where neither exists. No system gives this number to anyone: systemd's table of user ids leaves 60706 to 61183 unused.
NAMELESS = 60999


@dataclass(frozen=True)
class Account:
    uid: int
    gid: int

    @property
    def named(self) -> "Account":
        """The account that makes a cluster, as that takes a user with a name; never a different group."""
        try:
            pwd.getpwuid(self.uid)
        except KeyError:
            if os.geteuid() == 0:
                return Account(pwd.getpwnam("nobody").pw_uid, self.gid)
            raise PostgresError(
                f"User id {self.uid} has no name, without which PostgreSQL makes no database: give it one in"
                " /etc/passwd, or name a database in PODIUM_DATABASE_URL"
            ) from None
        return self

    def run(self, *command: str | Path, script: str = "", keep: tuple[int, ...] = ()) -> str:
        """What a program prints when this account runs it on a script; the open files ``keep`` are handed down."""
        root = os.geteuid() == 0
        try:
            done = subprocess.run(
                command,
                input=script,
                capture_output=True,
                text=True,
                cwd="/",  # ours may be closed to this account
                env=ENVIRONMENT,
                pass_fds=keep,
                user=self.uid if root else None,
                group=self.gid if root else None,
                extra_groups=[] if root else None,
                check=True,
            )
        except OSError as error:
            raise PostgresError(f"{command[0]} cannot be run by user id {self.uid}: {error.strerror}") from error
        except subprocess.CalledProcessError as error:
            raise PostgresError(f"{command[0]} failed: {error.stderr.strip()}") from error
        return done.stdout

    def own(self, directory: Path) -> None:
        """Give a directory and all in it to this account."""
        os.chown(directory, self.uid, self.gid)
        for place, directories, files in os.walk(directory):
            for name in directories + files:
                os.chown(Path(place, name), self.uid, self.gid, follow_symlinks=False)


def account_of(cluster: Path | None) -> Account:
    """The account that runs the server: ourselves, but for root the owner of the cluster, or a user for a new one."""
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid())
    if cluster and (owner := cluster.stat()).st_uid != 0:
        return Account(owner.st_uid, owner.st_gid)
    users = {user.pw_name: Account(user.pw_uid, user.pw_gid) for user in pwd.getpwall()}
    return next((users[name] for name in NAMES if name in users), Account(NAMELESS, NAMELESS))
