"""The OAuth scopes that applications may ask for."""

AREAS = (
    *("Administration", "Assets", "Audit", "BackgroundTasks", "Execution", "Folders", "Hypervisor", "Jobs", "License"),
    *("Machines", "ML", "Monitoring", "Queues", "Robots", "Settings", "Tasks", "TestDataQueues", "TestSetExecutions"),
    *("TestSetSchedules", "TestSets", "Users", "Webhooks"),
)
PLATFORM = ("Audit", "AuthSetting", "Directory", "Group", "OAuthApp", "RobotAccount", "Setting", "User")
UNLIMITED = ("OrchestratorApiUserAccess", "OR.Default")
"""Scopes that stand for whatever the roles of the user or application allow."""
SCOPES = (
    *(f"OR.{area}{verb}" for area in AREAS for verb in ("", ".Read", ".Write")),
    *(f"PM.{area}{verb}" for area in PLATFORM for verb in ("", ".Read", ".Write")),
    *UNLIMITED,
)
ABOUT_PEOPLE = ("openid", "profile", "email", "offline_access")
ANY = "*"
"""Among the scopes of a built-in client: whatever it asks for."""
