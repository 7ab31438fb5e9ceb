"""Every setting there is."""

from collections.abc import Mapping

from podium.domains.settings.kinds import Kind, Known, Scope

TEXT, FLAG, NUMBER, CHOICE, SECRET = Kind.TEXT, Kind.FLAG, Kind.NUMBER, Kind.CHOICE, Kind.SECRET
MAIL = "Abp.Net.Mail"
AUTHENTICATION = ("apikey", "basic", "none")
LANGUAGES = ("en", "de")

PEOPLE = (
    Known(
        "Abp.Localization.DefaultLanguageName",
        *(CHOICE, "en", "The language of e-mails to people who have chosen none.", Scope.USER),
        choices=LANGUAGES,
    ),
    Known("Abp.Timing.TimeZone", Kind.ZONE, "UTC", scope=Scope.USER),
    Known("Alerts.Email.Enabled", FLAG, "true"),
    Known("Podium.PublicUrl", TEXT, "", "Links in e-mails begin with it."),
    Known("Podium.Console.Preferences", Kind.JSON, "{}", "How the console looks to a user.", Scope.USER),
)
SMTP = (
    Known(f"{MAIL}.Smtp.Host", TEXT, "", "The server that e-mail is sent through; none is sent without one."),
    Known(f"{MAIL}.Smtp.Port", NUMBER, "25", "Its port; 465 is encrypted from the start.", lowest=1, highest=65535),
    Known(f"{MAIL}.Smtp.UserName", TEXT, "", "The user it is used as."),
    Known(f"{MAIL}.Smtp.Password", SECRET, "", "That user's password."),
    Known(f"{MAIL}.Smtp.Domain", TEXT, ""),
    Known(f"{MAIL}.Smtp.EnableSsl", FLAG, "false", "Whether the connection is encrypted."),
    Known(f"{MAIL}.Smtp.UseDefaultCredentials", FLAG, "false"),
    Known(f"{MAIL}.DefaultFromAddress", Kind.ADDRESS, "", "The sender of e-mails."),
    Known(f"{MAIL}.DefaultFromDisplayName", TEXT, "Orchestrator Administrator", "The sender's name."),
)
FEEDS = (
    Known("InternalDeployment", FLAG, "true", "Whether packages lie here, and not in a feed elsewhere."),
    Known("DeploymentUrl", TEXT, "", "The feed of packages elsewhere."),
    Known("Deployment.Processes.AuthenticationType", CHOICE, "apikey", choices=AUTHENTICATION),
    Known("DeploymentBasicUsername", TEXT, "", "The user of that feed."),
    Known("DeploymentBasicPassword", SECRET, "", "That user's password."),
    Known("NuGet.Packages.ApiKey", TEXT, "", "The key that NuGet clients push packages with; none opens nothing."),
    Known("Deployment.Libraries.Internal", FLAG, "true", "Whether libraries lie here."),
    Known("Deployment.Libraries.Url", TEXT, "", "The feed of libraries elsewhere."),
    Known("Deployment.Libraries.AuthenticationType", CHOICE, "apikey", choices=AUTHENTICATION),
    Known("Deployment.Libraries.BasicUsername", TEXT, "", "The user of that feed."),
    Known("Deployment.Libraries.BasicPassword", SECRET, "", "That user's password."),
    Known(
        "Deployment.Libraries.FeedScope",
        CHOICE,
        "All",
        "Whether libraries come from the feed of the tenant, that of the host, or both.",
        choices=("Tenant", "Host", "All"),
    ),
    Known("Deployment.Libraries.AllowTenantPublish", FLAG, "false", "Whether the tenant publishes to the host's feed."),
    Known("Deployment.Libraries.UseSharedFeed", FLAG, "true"),
    Known("NuGet.Activities.ApiKey", TEXT, "", "The key that NuGet clients push libraries with."),
)
ROBOTS = (
    Known("GlobalExecutionSettings", Kind.JSON, "{}", "How robots execute where nothing else is said for one of them."),
    Known("AttendedRobot.RunDisconnectedHours", NUMBER, "0", highest=168),
    Known("Scalability.SignalR.Enabled", FLAG, "true"),
    Known("Scalability.SignalR.Transport", NUMBER, "7", highest=7),
    Known(
        "Scalability.Heartbeat.PeriodSeconds",
        *(NUMBER, "30", "How often robots are to be heard of: each time they are not counts as missed."),
        lowest=1,
        highest=3600,
    ),
    Known(
        "Scalability.Heartbeat.FailureThreshold",
        *(NUMBER, "4", "After how many missed times a robot is unresponsive."),
        lowest=1,
        highest=100,
    ),
    Known("Auth.Robot.EnforceAuthenticationToken", FLAG, "false", "Whether robot keys open nothing: only tokens do."),
    Known(
        "Auth.UnattendedRobot.ForceClientCredentials",
        *(FLAG, "false", "Whether machines have to show a client secret: their keys alone open nothing."),
    ),
    Known("Features.ModernFolders.Enabled", FLAG, "true"),
)
JOBS = (
    Known(
        "Triggers.DisableWhenFailedCount",
        *(NUMBER, "10", "After how many failures in a row to start jobs a trigger is switched off; 0 for never."),
        highest=1000,
    ),
    Known(
        "Triggers.DisableWhenFailingSinceDays",
        *(NUMBER, "1", "For how many days at least it must have failed then."),
        highest=365,
    ),
    Known(
        "Triggers.JobsCountStrategy",
        *(CHOICE, "PERPROCESS", "Whether queue triggers count the jobs of a process, or their own; each may say."),
        choices=("PERPROCESS", "PERTRIGGER"),
    ),
    Known(
        "QueueTrigger.ActivationFrequencyInMinutes",
        *(NUMBER, "30", "How often triggers of `QueueEvaluation` `HalfHourly` look for items that were put off."),
        lowest=1,
        highest=1440,
    ),
    Known(
        "ConnectedTriggers.AutoDisableJobFailuresThreshold",
        *(NUMBER, "5", "After how many failed jobs in a row new event triggers are switched off; each may say itself."),
        highest=100,
    ),
    Known(
        "inProgressMaxNumberOfMinutes",
        *(NUMBER, "1440", "How long a queue item may be in progress before it is abandoned."),
        lowest=1,
        highest=525_600,
    ),
    Known(
        "Jobs.TerminatingJobsTimeout",
        *(NUMBER, "1440", "For how many minutes a job may be Terminating before it is given up as Faulted."),
        lowest=1,
        highest=525_600,
    ),
    Known("Webhooks.LedgerIntegration.Enabled", FLAG, "false"),
)
LOGS = (
    Known(
        "Logs.Elasticsearch.MaxResultWindow",
        *(NUMBER, "10000", "How far pages of logs reach that are asked for by number (1015 beyond); 0 for any far."),
    ),
    Known(
        "Podium.Logs.KeptDays",
        *(NUMBER, "0", "After how many days lines of logs are forgotten; 0 for never."),
        highest=36_500,
    ),
)
LICENCES = (
    Known(
        "Podium.Licences.PublicKey",
        TEXT,
        "",
        "The key of those who make licence files: only what they have signed is taken. Without one, any file is.",
        Scope.APPLICATION,
    ),
)
STORAGE = (
    Known(
        "Podium.Buckets.Folders",
        TEXT,
        "",
        "Folders of the server that buckets may lie in, separated by semicolons.",
        Scope.APPLICATION,
    ),
    Known(
        "Podium.Buckets.MaxMegabytes",
        NUMBER,
        "0",
        "How much the buckets of a tenant may keep here; 0 for as much as there is room.",
        Scope.APPLICATION,
    ),
)
GROUPS = {
    "People": PEOPLE,
    "E-mail": SMTP,
    "Packages and libraries": FEEDS,
    "Robots": ROBOTS,
    "Jobs, triggers and queues": JOBS,
    "Logs": LOGS,
    "Licences": LICENCES,
    "Storage": STORAGE,
}
KNOWN: Mapping[str, Known] = {known.name.lower(): known for group in GROUPS.values() for known in group}
"""Every setting by its name in lower case."""
DEFAULTS = {known.name: known.default for known in KNOWN.values()}
KEYS = frozenset(name for name in DEFAULTS if name.endswith(".ApiKey"))
"""Settings that open feeds to whoever knows them: only who may see settings sees these."""
SECRETS = frozenset(known.name for known in KNOWN.values() if known.kind is SECRET)
