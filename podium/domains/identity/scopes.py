"""The OAuth scopes that applications may ask for."""

AREAS = (
    *("Administration", "Assets", "Audit", "BackgroundTasks", "Execution", "Folders", "Hypervisor", "Jobs", "License"),
    *("Machines", "ML", "Monitoring", "Queues", "Robots", "Settings", "Tasks", "TestDataQueues", "TestSetExecutions"),
    *("TestSetSchedules", "TestSets", "Users", "Webhooks"),
)
PLATFORM = ("AuthSetting", "Group", "OAuthApp", "RobotAccount", "Setting", "User")
SCOPES = (
    *(f"OR.{area}{verb}" for area in AREAS for verb in ("", ".Read", ".Write")),
    *(f"PM.{area}{verb}" for area in PLATFORM for verb in ("", ".Read", ".Write")),
    "OR.Default",
    "OrchestratorApiUserAccess",
)
