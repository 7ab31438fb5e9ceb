"""What the embedded server lets in, and as whom it runs."""

import os
from pathlib import Path
from urllib.parse import urlsplit

import asyncpg
import pytest

from podium.kernel.postgres import Embedded, InUse, PostgresError
from podium.kernel.postgres.address import sockets
from tests.kernel.postgres.conftest import Ask
from tools.skips import needs


def test_the_server_answers_at_its_address(server: Embedded, ask: Ask) -> None:
    assert ask(server.url, "SELECT current_user || '@' || current_database()") == "podium@podium"


def test_podium_is_no_superuser(server: Embedded, ask: Ask) -> None:
    assert ask(server.url, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user") is False


def test_settings_can_be_changed(server: Embedded, ask: Ask) -> None:
    assert ask(server.url, "SHOW work_mem") == "7MB"


def test_commits_are_durable(server: Embedded, ask: Ask) -> None:
    assert (ask(server.url, "SHOW synchronous_commit"), ask(server.url, "SHOW fsync")) == ("on", "on")


def test_trigrams_can_be_used(server: Embedded, ask: Ask) -> None:
    assert ask(server.url, "CREATE EXTENSION IF NOT EXISTS pg_trgm; SELECT show_trgm('a')") == ["  a", " a "]


def test_letters_of_all_languages_have_their_capitals(server: Embedded, ask: Ask) -> None:
    assert ask(server.url, "SELECT lower('ÄØÑ Ж')") == "äøñ ж"


@needs("linux")
def test_the_server_opens_no_tcp_port(server: Embedded) -> None:
    lines = Path("/proc/net/tcp").read_text() + Path("/proc/net/tcp6").read_text()
    ports = {f"socket:[{fields[9]}]" for fields in map(str.split, lines.splitlines()) if fields[9].isdigit()}
    opened = {os.readlink(file) for file in Path(f"/proc/{server.pid}/fd").iterdir()}
    assert not ports & opened


@needs("linux")
def test_the_server_is_never_root(server: Embedded) -> None:
    assert Path(f"/proc/{server.pid}").stat().st_uid != 0


def test_a_wrong_password_is_refused(server: Embedded, ask: Ask) -> None:
    password = urlsplit(server.url).password or ""
    with pytest.raises(asyncpg.InvalidPasswordError):
        ask(server.url.replace(password, "guessed"), "SELECT 1")


def test_nobody_can_be_superuser(server: Embedded, ask: Ask) -> None:
    with pytest.raises(asyncpg.InvalidAuthorizationSpecificationError):
        ask(server.url.replace("podium:", "postgres:", 1), "SELECT 1")


def test_password_and_socket_are_private(stopped: Path) -> None:
    with Embedded(stopped):
        assert (stopped / "password").stat().st_mode & 0o077 == 0
        assert sockets(stopped).stat().st_mode & 0o077 == 0


def test_ctrl_c_is_not_for_the_server(server: Embedded) -> None:
    assert os.getpgid(server.pid) != os.getpgid(0)


def test_the_same_data_is_served_again(stopped: Path, ask: Ask) -> None:
    with Embedded(stopped) as first:
        ask(first.url, "CREATE TABLE served_again (); SELECT 1")
    with Embedded(stopped) as second:
        assert ask(second.url, "SELECT count(*) FROM served_again") == 0


def test_a_second_podium_is_refused_and_told_the_address(stopped: Path) -> None:
    with Embedded(stopped) as first, pytest.raises(InUse, match=f"in use by another Podium, process {os.getpid()}"):
        Embedded(stopped).start()
    assert first.url == Embedded(stopped).url


def test_neither_process_nor_socket_is_left_behind(stopped: Path) -> None:
    with Embedded(stopped) as server:
        pid = server.pid
    assert not sockets(stopped).exists()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_a_setting_that_makes_no_sense_stops_the_start(stopped: Path) -> None:
    with pytest.raises(PostgresError, match="shared_bluffers"):
        Embedded(stopped, settings={"shared_bluffers": "1GB"}).start()


def test_a_lost_password_is_reported(stopped: Path) -> None:
    password = (stopped / "password").rename(stopped / "lost")
    with pytest.raises(PostgresError, match="password cannot be read"):
        Embedded(stopped).start()
    password.rename(stopped / "password")


def test_a_path_may_be_long_and_its_directories_keep_their_permissions(place: Path, ask: Ask) -> None:
    data = place / ("long" * 50) / "data"
    data.parent.mkdir()
    before = [parent.stat().st_mode for parent in data.parents]
    with Embedded(data) as server:
        assert ask(server.url, "SELECT 1") == 1
    assert [parent.stat().st_mode for parent in data.parents] == before


def test_a_directory_of_other_things_is_left_alone(place: Path) -> None:
    (place / "letter.txt").touch()
    with pytest.raises(PostgresError, match="holds other things"):
        Embedded(place).start()
    assert [file.name for file in place.iterdir()] == ["letter.txt"]


def test_a_link_laid_in_the_place_of_the_socket_is_refused(place: Path, stopped: Path) -> None:
    sockets(stopped).symlink_to(place)
    with pytest.raises(PostgresError, match="belongs to somebody else"):
        Embedded(stopped).start()
    sockets(stopped).unlink()
