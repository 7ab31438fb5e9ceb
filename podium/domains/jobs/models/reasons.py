"""Why jobs wait: as clients know it, and in words, with what to do about it."""

from enum import StrEnum

import msgspec

from podium.odata.wire import Complex


class Reason(StrEnum):
    """Why, as clients know it; ``TEXTS`` say it in words, and what to do."""

    ROBOT_NOT_ASSIGNED = "RobotNotAssignedToFolder"
    ROBOT_NOT_FOUND = "RobotNotFound"
    ROBOT_NO_CREDENTIALS = "RobotNoCredentials"
    ROBOT_BUSY = "RobotBusy"
    ROBOT_ELSEWHERE = "RobotConcurrencyLimit"
    ROBOT_UNMAPPED = "RobotNoMatchingUsernames"
    ROBOT_TOO_OLD = "RobotVersionTooLow"
    NO_ROBOT = "DynamicJobAccountCredentialsInvalid"
    NO_MACHINE = "TemplateNotAssignedToFolder"
    NO_RUNTIME = "TemplateNoRuntime"
    NO_HOST = "TemplateNoHostsAvailable"
    FULL = "TemplateFullCapacity"
    MAINTENANCE = "TemplateMaintenanceMode"
    NO_LICENSE = "TemplateNoLicense"
    NO_FOREGROUND = "DynamicJobForegroundAutomationTypeInvalid"
    NO_BACKGROUND = "DynamicJobBackgroundAutomationTypeInvalid"
    NO_WINDOWS = "DynamicJobWindowsTargetFrameworkInvalid"
    NO_PORTABLE = "DynamicJobCrossPlatformTargetFrameworkInvalid"
    HOSTS_UNFIT = "DynamicJobConnectedMachinesInvalid"
    HOSTS_CLOSED = "DynamicJobConnectedMachinesUserCredentialsInvalid"
    HOSTS_TOO_OLD_PORTABLE = "DynamicJobConnectedMachinesCrossPlatformRobotVersionInvalid"
    HOSTS_TOO_OLD_WINDOWS = "DynamicJobConnectedMachinesWindowsRobotVersionInvalid"


TEXTS = {
    Reason.ROBOT_NOT_ASSIGNED: "The robot's user is not assigned to the folder. Assign it.",
    Reason.ROBOT_NOT_FOUND: "The robot does not exist any more. Start the job again with another.",
    Reason.ROBOT_NO_CREDENTIALS: "The robot has no password, and hosts open their screen to none without. Give it one.",
    Reason.ROBOT_BUSY: "The account's screen is taken by another foreground job. Wait for it, or add an account.",
    Reason.ROBOT_ELSEWHERE: "The account is limited to one host and works on another. Wait, or lift the limit.",
    Reason.ROBOT_UNMAPPED: "The machines that could run the job are mapped to other accounts. Map one that may.",
    Reason.ROBOT_TOO_OLD: "The robots that are connected are older than the job's framework. Update one.",
    Reason.NO_ROBOT: "No account with an unattended robot is assigned to the folder. Assign one.",
    Reason.NO_MACHINE: "No machine is assigned to the folder. Assign one.",
    Reason.NO_RUNTIME: "No machine of the folder has runtimes of the type that the job needs. Give one some.",
    Reason.NO_HOST: "No host is connected with a machine of the folder. Start a robot service there.",
    Reason.FULL: "All runtimes that the job could take are in use. Wait, connect another host, or add runtimes.",
    Reason.MAINTENANCE: "All hosts that could run the job are in maintenance. End it, or connect another host.",
    Reason.NO_LICENSE: "The licence has no runtimes left for hosts that could run the job. Disconnect some.",
    Reason.NO_FOREGROUND: "No machine of the folder runs foreground jobs. Change the automation type of one.",
    Reason.NO_BACKGROUND: "No machine of the folder runs background jobs. Change the automation type of one.",
    Reason.NO_WINDOWS: "No machine of the folder runs Windows jobs. Change the target framework of one.",
    Reason.NO_PORTABLE: "No machine of the folder runs cross-platform jobs. Change the target framework of one.",
    Reason.HOSTS_UNFIT: "None of the hosts that are connected is on a machine that could run the job. Connect one.",
    Reason.HOSTS_CLOSED: "No account has the password that the connected hosts ask for. Give one its password.",
    Reason.HOSTS_TOO_OLD_PORTABLE: "The connected robots are too old for portable jobs. Update one to 21.10 or newer.",
    Reason.HOSTS_TOO_OLD_WINDOWS: "The connected robots are too old for Windows jobs. Update one to 21.10 or newer.",
}


class ValidationResult(Complex):
    is_valid: bool
    errors: list[str] = msgspec.field(default_factory=list[str])
    error_codes: list[Reason] = msgspec.field(default_factory=list[Reason])


def result(reasons: list[Reason]) -> ValidationResult:
    """Each reason once, with its words."""
    codes = list(dict.fromkeys(reasons))
    return ValidationResult(is_valid=not codes, errors=[TEXTS[code] for code in codes], error_codes=codes)
