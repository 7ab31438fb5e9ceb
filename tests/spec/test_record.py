"""What tests record is read again and reported."""

import io
import json
from pathlib import Path

import httpx
import msgspec
import pytest

from tests.recorder import Recorder
from tests.spec.things import GADGET, VIEW, exchange
from tools.spec.__main__ import main
from tools.spec.exchange import Exchange, read


def recorded(*, answer: httpx.Response, permissions: frozenset[str] | None) -> Exchange:
    file = io.BytesIO()
    recorder = Recorder(file)
    recorder.pytest_runtest_logstart("test_it")
    recorder.record(answer, permissions)
    return msgspec.json.decode(file.getvalue(), type=Exchange)


def test_what_is_recorded_is_read_again() -> None:
    request = httpx.Request("POST", "http://podium/odata/Things?$select=Id", json={"Name": "Ä\n"})
    one = recorded(answer=httpx.Response(201, json=GADGET, request=request), permissions=VIEW)
    assert (one.method, one.path, one.query, one.status) == ("POST", "/odata/Things", {"$select": ["Id"]}, 201)
    assert (one.permissions, one.body, one.test) == (VIEW, GADGET, "test_it")
    assert msgspec.json.decode(one.sent) == {"Name": "Ä\n"}


def test_files_are_recorded_by_their_size() -> None:
    request = httpx.Request("GET", "http://podium/odata/Things")
    headers = {"content-type": "application/octet-stream"}
    one = recorded(answer=httpx.Response(200, content=b"\0\1", headers=headers, request=request), permissions=None)
    assert (one.body, one.size, one.permissions) == (None, 2, None)


def test_without_a_file_nothing_is_recorded() -> None:
    Recorder().record(httpx.Response(200), VIEW)


@pytest.fixture
def records(tmp_path: Path) -> Path:
    one = exchange("GET /odata/Calendars", answer={"value": [{"Name": "Holidays", "Id": 1}]}, permissions=())
    (tmp_path / "record-main.jsonl").write_bytes(msgspec.json.encode(one) + b"\n")
    return tmp_path


def test_all_workers_records_are_read(records: Path) -> None:
    (records / "record-gw1.jsonl").write_bytes((records / "record-main.jsonl").read_bytes() * 2)
    assert len(list(read(records))) == 3


def test_the_report_says_how_far_we_are(records: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--records", str(records)]) == 0
    assert "1 of 425 operations served" in capsys.readouterr().out


def test_the_report_is_there_for_programs(records: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["--records", str(records), "--json"])
    report = json.loads(capsys.readouterr().out)
    assert [one["path"] for one in report["operations"] if one["served"]] == ["/odata/Calendars"]


def test_an_operation_lost_fails_the_check(records: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    floor = tmp_path / "served.txt"
    arguments = ["--records", str(records), "--json"]
    assert main([*arguments, "--write", str(floor)]) == 0
    assert main([*arguments, "--check", str(floor)]) == 0
    floor.write_text(floor.read_text("utf-8") + "GET /odata/Jobs\n", "utf-8")
    assert main([*arguments, "--check", str(floor)]) == 1
    assert "no longer served: GET /odata/Jobs" in capsys.readouterr().err
