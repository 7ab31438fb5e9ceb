"""The robot as a service of systemd."""

import sys

UNIT = """\
[Unit]
Description=Podium robot
After=network-online.target
Wants=network-online.target

[Service]
User={user}
EnvironmentFile={environment}
ExecStart={python} -m podium robot
# Reloaded, it takes no more jobs, ends with its last one, and is started again: in a newer version, if there is one.
ExecReload=/bin/kill -USR1 $MAINPID
Restart=always
# Twice the grace and a little: jobs may end by themselves, then are asked to, then are killed.
TimeoutStopSec=90
# The robot ends its jobs itself; they must live while it lets them.
KillMode=mixed
# Jobs change nothing of the system, whatever they try.
NoNewPrivileges=yes
ProtectSystem=full
{isolation}
[Install]
WantedBy=multi-user.target
"""


ISOLATION = """\
# Each job runs under one of these accounts, which exist nowhere else.
Environment=PODIUM_ROBOT_ACCOUNTS=60600-60615 PODIUM_ROBOT_HOME=/var/lib/podium-robot
StateDirectory=podium-robot
PrivateTmp=yes
# What it takes to start processes under other accounts, and to end and remove what is theirs.
CapabilityBoundingSet=CAP_SETUID CAP_SETGID CAP_KILL CAP_CHOWN CAP_FOWNER CAP_DAC_OVERRIDE
"""


def unit(user: str, environment: str = "/etc/podium/robot.env") -> str:
    """The text of a unit file that runs the robot as a user, with this Python; as root, it keeps jobs apart."""
    isolation = ISOLATION if user == "root" else ""
    return UNIT.format(user=user, environment=environment, python=sys.executable, isolation=isolation)
