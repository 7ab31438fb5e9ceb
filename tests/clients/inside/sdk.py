# mypy: ignore-errors
"""The SDK for Python; its settings are in the environment."""

from types import SimpleNamespace

from uipath.platform import UiPath
from uipath.platform.attachments import Attachment
from uipath.platform.orchestrator.assets import UserAsset
from uipath.platform.orchestrator.queues import CommitType


def stream(sdk: UiPath, attachment: Attachment) -> str:
    with sdk.attachments.open(attachment=attachment) as (_, answer):
        return answer.read().decode()


def root() -> SimpleNamespace:
    sdk = UiPath()
    areas = {name: getattr(sdk, name) for name in ("assets", "attachments", "buckets", "folders", "jobs", "queues")}
    return SimpleNamespace(
        **areas,
        processes=sdk.processes,
        tasks=sdk.tasks,
        create_items=lambda commit_type, **rest: sdk.queues.create_items(commit_type=CommitType(commit_type), **rest),
        update_asset=lambda **values: sdk.assets.update(UserAsset(**values)),
        stream_attachment=lambda **about: stream(sdk, Attachment(**about)),
    )
