"""A script that becomes the server: it gives up root's rights, ties its life to its parent's, and runs the program.

It is run by path, in an interpreter of its own, because code between fork and exec is unsafe where threads run.
"""

import ctypes
import os
import signal
import sys

# Nothing of the caller's environment: PGPORT, PGDATA and their like would change the server's settings.
ENVIRONMENT = {"PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}
PR_SET_PDEATHSIG = 1


def drop_rights(uid: int, gid: int) -> None:
    """Become an unprivileged user; does nothing unless called by root."""
    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(gid)
        os.setuid(uid)


def die_with(parent: int) -> None:
    """Be shut down when the parent's thread that started us ends. Comes after ``drop_rights``, which would undo it."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGINT)
    if os.getppid() != parent:
        sys.exit("the parent has ended already")


def main(parent: str, uid: str, gid: str, *command: str) -> None:
    drop_rights(int(uid), int(gid))
    die_with(int(parent))
    os.execve(command[0], command, ENVIRONMENT)


if __name__ == "__main__":
    main(*sys.argv[1:])
