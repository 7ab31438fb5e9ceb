"""The page about why jobs wait."""

from podium.domains.jobs.models.reasons import TEXTS

INTRODUCTION = """# Why a job waits

Written by `make docs` from `podium/domains/jobs/models/reasons.py`: the reasons that `Jobs({id})/ValidateExistingJob`
gives for a job that waits, and `Jobs/ValidateDynamicJob` before one is started. They are looked up at each call, so
they hold at that moment; what somebody has to set up comes first, then what passes by itself. A job that has no reason
is taken with the next heartbeat of a host.

Hosts that say they run Windows, with a service that runs as nobody in particular, open their screen only to an account
whose password is known: foreground jobs of other accounts wait. Robots of the vendor from before 21.10 get no jobs for
the frameworks `Windows` and `Portable`, which they do not know.

| reason | in words, and what to do |
|---|---|
"""


def page() -> str:
    return INTRODUCTION + "".join(f"| `{reason}` | {text} |\n" for reason, text in TEXTS.items())
