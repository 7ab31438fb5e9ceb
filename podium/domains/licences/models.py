"""The kinds of robots, each of which is licensed by itself."""

from enum import StrEnum


class RobotType(StrEnum):
    """In the order in which robots number them."""

    NON_PRODUCTION = "NonProduction"
    ATTENDED = "Attended"
    UNATTENDED = "Unattended"
    DEVELOPMENT = "Development"
    STUDIO = "Studio"
    RPA_DEVELOPER = "RpaDeveloper"
    STUDIO_X = "StudioX"
    CITIZEN_DEVELOPER = "CitizenDeveloper"
    HEADLESS = "Headless"
    RPA_DEVELOPER_PRO = "RpaDeveloperPro"
    STUDIO_PRO = "StudioPro"
    TEST_AUTOMATION = "TestAutomation"
    AUTOMATION_CLOUD = "AutomationCloud"
    SERVERLESS = "Serverless"
    AUTOMATION_KIT = "AutomationKit"
    SERVERLESS_TEST_AUTOMATION = "ServerlessTestAutomation"
    AUTOMATION_CLOUD_TEST_AUTOMATION = "AutomationCloudTestAutomation"
    ATTENDED_STUDIO_WEB = "AttendedStudioWeb"
    HOSTING = "Hosting"
    ASSISTANT_WEB = "AssistantWeb"
    PROCESS_ORCHESTRATION = "ProcessOrchestration"
    AGENT_SERVICE = "AgentService"
    APP_TEST = "AppTest"
    PERFORMANCE_TEST = "PerformanceTest"

    @property
    def number(self) -> int:
        return list(RobotType).index(self)
