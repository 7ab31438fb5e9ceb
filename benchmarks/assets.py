"""What robots read: the values of assets, as plain texts and with their passwords."""

from benchmarks.load import SCRIPTS, load
from benchmarks.report import Report
from benchmarks.server import Running

RAW_CLIENTS = 32
KINDS = {
    "text": {"ValueType": "Text", "StringValue": "hello"},
    "credential": {"ValueType": "Credential", "CredentialUsername": "bot", "CredentialPassword": "secret"},
}


def assets(running: Running, report: Report, seconds: int) -> None:
    """GetRobotAssetByNameForRobotKey, beside reading the same row in PostgreSQL."""
    for kind, value in KINDS.items():
        known = {"Name": kind, "ValueScope": "Global", "AllowDirectApiAccess": True}
        running.call("POST", "/odata/Assets", {**known, **value})
    raw = running.pgbench(SCRIPTS / "asset.pgbench", RAW_CLIENTS, seconds)
    report.raw(f"raw reads of an asset, {RAW_CLIENTS} clients", raw)
    for kind in KINDS:
        for workers in (1, 8, 32):
            done = load(running, "asset", workers, seconds, ASSET=kind)
            report.http(f"{kind} assets read, {workers} robots", done, raw=raw)
