"""Serving: on this machine only, and once for each SQLite file."""

from __future__ import annotations

import socket

import pytest

from app.web.refusals import AlreadyServed, PortTaken, PublicHost
from app.web.server import bound, only_server, require_loopback, serve
from app.wiring import Office


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.4", "mutasi.example", "", "127.0.0.1.example"])
def test_an_address_that_others_could_reach_is_refused(office: Office, host: str) -> None:
    with pytest.raises(PublicHost) as refused:
        serve(office, host, 0)
    assert "hanya boleh dilayani pada komputer ini sendiri" in refused.value.sentence()


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.2", "::1", "localhost"])
def test_this_machine_is_served(host: str) -> None:
    require_loopback(host)


def test_a_second_server_of_the_same_file_is_refused(office: Office) -> None:
    with only_server(office), pytest.raises(AlreadyServed) as refused, only_server(office):
        pass
    assert "sudah dilayani oleh proses lain" in refused.value.sentence()
    with only_server(office):
        pass


def test_a_port_that_is_taken_is_refused_with_a_sentence() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(PortTaken) as refused, bound("127.0.0.1", port):
            pass
    assert f"127.0.0.1:{port} tidak dapat dipakai" in refused.value.sentence()
