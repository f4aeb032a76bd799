"""The screens in a browser: only this server's own page may speak to it, and it loads nothing from elsewhere."""

from __future__ import annotations

import http.client
import socket
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from interviewcoder.study import Study


@pytest.fixture
def port(study: Study) -> Iterator[int]:
    """Serve the study on a free port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        number = free.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "interviewcoder",
        "--study",
        str(study.folder),
        "serve",
        "--port",
        str(number),
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as served:
        for _try in range(100):
            time.sleep(0.1)
            try:
                socket.create_connection(("127.0.0.1", number), timeout=1).close()
            except OSError:
                continue
            break
        yield number
        served.terminate()


def asked(port: int, path: str, **headers: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request(
        "GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()}
    )
    try:
        answer = connection.getresponse()
        page = (
            ""
            if answer.status == http.client.SWITCHING_PROTOCOLS
            else answer.read().decode("utf-8", "replace")
        )
        return answer.status, page
    finally:
        answer.close()
        connection.close()


def test_a_browser_is_served_and_a_stranger_is_not(port: int) -> None:
    """The page loads nothing from elsewhere; another host's name or another site's page is refused."""
    status, page = asked(port, "/")
    assert status == 200
    assert "Émotions [de] travail" in page
    assert "https://" not in page
    assert page.count("http://") == page.count(f"http://127.0.0.1:{port}") + page.count(
        f"http://localhost:{port}"
    )
    assert asked(port, "/", Host="evil.example")[0] == 403
    upgrade = {"Connection": "Upgrade", "Upgrade": "websocket", "Sec_WebSocket_Version": "13",
               "Sec_WebSocket_Key": "AAAAAAAAAAAAAAAAAAAAAA=="}  # fmt: skip
    assert asked(port, "/ws", Origin="http://evil.example", **upgrade)[0] == 403
    assert asked(port, "/ws", Origin=f"http://127.0.0.1:{port}", **upgrade)[0] == 101
