"""Checkpoints go out: into a folder, by mail, every day, once each; and the doctor tells when they do not."""

from __future__ import annotations

import json
import logging
import socket
import stat
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from email.message import Message
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message as Collecting
from aiosmtpd.smtp import AuthResult, LoginPassword

from app import delivering, delivery_settings, doctor_log
from app.delivery import LEAFLET, Delivered, Memory, deliver, due, make
from app.delivery_settings import DeliverySettings, Smtp
from app.keys import make_keys
from app.wiring import Office
from app.witness import Witness
from storage.audit import Outside
from tests import world
from tests.cli import desk
from tests.log.worlds import reopened, signing
from workflow.errors import BadSetting, MutasiError, NotDelivered

INSPECTOR = "inspektorat@telaga.example"


class Post(Collecting):
    """A mail server's handler that keeps what it is given, or refuses."""

    def __init__(self) -> None:
        super().__init__()
        self.taken: list[Message] = []
        self.refuses = ""

    def handle_message(self, message: Message) -> None:
        self.taken.append(message)

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        if self.refuses:
            return self.refuses
        envelope.rcpt_tos.append(address)
        return "250 OK"


@pytest.fixture
def post() -> Iterator[tuple[Post, Smtp]]:
    handler = Post()

    def knows(server: Any, session: Any, envelope: Any, mechanism: str, data: LoginPassword) -> AuthResult:
        return AuthResult(success=data.password == b"sandi rahasia", handled=False)

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    told = {"authenticator": knows, "auth_require_tls": False, "server_hostname": "uji"}
    server = Controller(handler, hostname="127.0.0.1", port=port, **told)
    server.start()
    try:
        yield handler, Smtp("127.0.0.1", port, False)
    finally:
        server.stop()


@pytest.fixture
def office(sqlite_url: str, tmp_path: Path) -> Iterator[Office]:
    with signing(sqlite_url, tmp_path / "home") as made:
        world.carry(made, world.propose(made), "evaluation")
        yield made


def to(office: Office, folder: Path | None = None, mail: Smtp | None = None) -> Office:
    """The office with somewhere to deliver to."""
    told = DeliverySettings(folder, INSPECTOR if mail else None, mail)
    office.settings = replace(office.settings, delivery=told)
    return office


def send(office: Office) -> list[Delivered]:
    return deliver(office, make(office), office.clock.real())


def test_a_delivered_file_is_the_checkpoint_and_the_audit_takes_it(office: Office, tmp_path: Path) -> None:
    folder = tmp_path / "pengawas"
    folder.mkdir()
    made = make(to(office, folder))
    assert deliver(office, made, office.clock.real()) == [Delivered(str(folder), made.size, True)]
    (file,) = folder.glob("titik-periksa-*.txt")
    assert file.read_text() == made.note
    assert f"{made.size:010}" in file.name
    assert "berukuran N atau lebih" in (folder / LEAFLET).read_text()
    outside = Outside((office.key.verifier,), None, ((str(file), file.read_bytes()),))
    assert world.verify(office.database, office.clock.real(), outside=outside).problems == []


def test_the_same_checkpoint_is_delivered_once_and_a_newer_one_beside_it(
    office: Office, tmp_path: Path, post: tuple[Post, Smtp]
) -> None:
    handler, smtp = post
    to(office, tmp_path, smtp)
    assert [one.new for one in send(office)] == [True, True]
    assert [one.new for one in send(reopened_with(office))] == [False, False]
    world.step(office, 1, "assess")
    assert [one.new for one in send(office)] == [True, True]
    assert len(handler.taken) == len([*tmp_path.glob("titik-periksa-*.txt")]) == 2


def reopened_with(office: Office) -> Office:
    again = reopened(office)
    again.settings = office.settings
    return again


def test_what_is_mailed_is_the_note_as_an_attachment_and_one_sentence(office: Office, post: tuple[Post, Smtp]) -> None:
    handler, smtp = post
    made = make(to(office, mail=smtp))
    deliver(office, made, office.clock.real())
    (message,) = handler.taken
    sentence, attached = message.get_payload()
    assert attached.get_payload(decode=True) == made.note.encode()
    assert (
        f"Setiap perubahan riwayat sampai entri {made.size} dapat diketahui"
        in sentence.get_payload(decode=True).decode()
    )
    assert message["To"] == INSPECTOR
    assert message["Message-ID"].strip().startswith("<titik-periksa-")


def test_a_witness_goes_on_from_one_delivery_to_the_next(
    office: Office, tmp_path: Path, post: tuple[Post, Smtp]
) -> None:
    handler, smtp = post
    witness = Witness(tmp_path / "saksi")
    witness.make("inspektorat.example")
    witness.add(office.key.verifier.line())
    folder = tmp_path / "pengawas"
    folder.mkdir()
    first = send(to(office, folder, smtp))[0].size
    (file,) = folder.glob("titik-periksa-*.txt")
    assert not [*folder.glob("sambungan-*.txt")]
    witness.check(file.read_bytes())
    world.step(office, 1, "assess")
    second = send(office)[0].size
    assert second > first
    (file,) = folder.glob("sambungan-*.txt")
    known, _ = witness.check(file.read_bytes())
    assert known.size == second
    assert [part.get_payload(decode=True) for part in handler.taken[1].get_payload()][2] == file.read_bytes()


@pytest.mark.parametrize("password", ["sandi rahasia", "salah"])
def test_a_server_that_asks_for_a_password_gets_it_and_nobody_else_does(
    office: Office, post: tuple[Post, Smtp], password: str, tmp_path: Path
) -> None:
    handler, smtp = post
    to(office, tmp_path, replace(smtp, user="instansi", password=password))
    if password == "salah":
        with pytest.raises(NotDelivered, match="answered 535") as refused:
            send(office)
        told = [refused.value.sentence("en"), repr(office.settings), Memory(office.key.home).file.read_text()]
        assert not any(password in one for one in told)
        assert handler.taken == []
    else:
        assert [one.new for one in send(office)] == [True, True]


def test_a_password_is_never_told_to_another_machine_in_the_clear(monkeypatch: pytest.MonkeyPatch) -> None:
    from app import mailing

    said: list[str] = []

    class Plain:
        def __init__(self, host: str, port: int, timeout: float) -> None: ...

        def ehlo(self) -> None: ...

        def has_extn(self, name: str) -> bool:
            return False

        def starttls(self, context: Any) -> None:
            raise mailing.smtplib.SMTPNotSupportedError

        def login(self, user: str, password: str) -> None:
            said.append(password)

        def close(self) -> None: ...

    monkeypatch.setattr(mailing.smtplib, "SMTP", Plain)
    with pytest.raises(mailing.smtplib.SMTPNotSupportedError):
        mailing._session(Smtp("mail.telaga.example", 587, False, "instansi", "sandi"))
    assert said == []


def test_one_place_that_fails_keeps_nothing_from_the_other_and_is_tried_again(
    office: Office, tmp_path: Path, post: tuple[Post, Smtp]
) -> None:
    handler, smtp = post
    handler.refuses = "550 tidak dikenal"
    to(office, tmp_path, smtp)
    with pytest.raises(NotDelivered, match=r"has not reached inspektorat@telaga\.example.*550"):
        send(office)
    assert len([*tmp_path.glob("titik-periksa-*.txt")]) == 1
    assert "belum sampai" in Memory(office.key.home).read()["failed"]
    handler.refuses = ""
    assert [one.new for one in send(office)] == [False, True]
    assert Memory(office.key.home).read()["failed"] is None


def test_a_folder_that_is_gone_or_a_file_that_says_otherwise_is_told(office: Office, tmp_path: Path) -> None:
    to(office, tmp_path / "tiada")
    with pytest.raises(NotDelivered, match="tiada"):
        send(office)
    to(office, tmp_path)
    send(office)
    (file,) = tmp_path.glob("titik-periksa-*.txt")
    file.write_text(file.read_text().replace("\n", "\n9", 1))
    with pytest.raises(NotDelivered, match="keep both as evidence"):
        send(office)


def test_nobody_is_told_anything_without_a_place(office: Office) -> None:
    with pytest.raises(BadSetting, match="MUTASI_CHECKPOINT_FOLDER"):
        send(office)


# Every day


def test_each_day_on_which_the_log_has_grown_has_a_checkpoint(office: Office) -> None:
    office.clock.forward(days=1)
    first = due(office)
    world.step(office, 1, "assess")
    same_day = due(office)
    office.clock.forward(days=1)
    next_day, again = due(office), due(office)
    sizes = [one.size for one in (first, same_day, next_day) if one]
    assert sizes[0] == sizes[1] < sizes[2]
    assert again == next_day


def test_whoever_serves_delivers_by_itself(office: Office, tmp_path: Path) -> None:
    with delivering.daily(to(office, tmp_path)):
        assert until(lambda: bool([*tmp_path.glob("titik-periksa-*.txt")]))


def until(holds: Callable[[], bool]) -> bool:
    end = time.monotonic() + 10
    while not holds() and time.monotonic() < end:
        time.sleep(0.02)
    return holds()


@pytest.mark.parametrize("problem", [None, ZeroDivisionError("x")])
def test_what_fails_is_a_sentence_in_the_log_and_stops_nothing(
    office: Office,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
    problem: Exception | None,
) -> None:
    if problem:
        monkeypatch.setattr(delivering, "deliver", lambda *told: (_ for _ in ()).throw(problem))
    office.clock.forward(days=1)
    with caplog.at_level(logging.WARNING):
        delivering.once(to(office, tmp_path / "tiada"))
    (said,) = [record.getMessage() for record in caplog.records if record.name == "mutasi.delivery"]
    assert ("tiada" in said) == (problem is None)
    world.step(office, 1, "assess")


# The doctor


def test_the_doctor_warns_of_a_folder_that_cannot_be_written_to(office: Office, tmp_path: Path) -> None:
    assert doctor_log.delivered(office)[0] is True
    ok, sentence = doctor_log.delivered(to(office, tmp_path / "tiada"))
    assert (ok, "tidak dapat ditulis" in sentence) == (False, True)


def test_the_doctor_warns_of_what_was_not_delivered_for_two_days(office: Office, tmp_path: Path) -> None:
    to(office, tmp_path)
    assert doctor_log.delivered(office)[0] is False
    send(office)
    assert doctor_log.delivered(office) == (True, "titik periksa diantar.")
    office.clock.skew += doctor_log.LATEST * 1.1
    assert doctor_log.delivered(office)[0] is True, "the log has not grown"
    world.step(office, 1, "assess")
    ok, sentence = doctor_log.delivered(office)
    assert (ok, "folder pengawas belum menerima" in sentence) == (False, True)


@pytest.mark.parametrize("broken", ["", "[]", '{"folder": 7}', '{"folder": {"at": "x"}}', "\xff"])
def test_a_memory_that_cannot_be_read_is_an_empty_one(office: Office, tmp_path: Path, broken: str) -> None:
    Memory(office.key.home).file.write_bytes(broken.encode("latin-1"))
    to(office, tmp_path)
    assert doctor_log.delivered(office)[0] is False
    assert [one.new for one in send(office)] == [True]
    assert json.loads(Memory(office.key.home).file.read_text())["folder"]["to"] == str(tmp_path)
    assert stat.S_IMODE(Memory(office.key.home).file.stat().st_mode) == 0o644


# The settings


def settings(monkeypatch: pytest.MonkeyPatch, **told: str) -> DeliverySettings:
    for name in ("MUTASI_CHECKPOINT_FOLDER", "MUTASI_CHECKPOINT_MAIL", "MUTASI_SMTP_URL"):
        monkeypatch.delenv(name, raising=False)
    for name, value in told.items():
        monkeypatch.setenv(f"MUTASI_{name}", value)
    return delivery_settings.load()


def test_settings_name_a_folder_an_address_and_a_server(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not settings(monkeypatch)
    assert settings(monkeypatch, CHECKPOINT_FOLDER="pengawas").folder == Path("pengawas")
    told = settings(monkeypatch, CHECKPOINT_MAIL=INSPECTOR, SMTP_URL="smtps://a%40b:s%2Fx@mail.example")
    assert told.smtp == Smtp("mail.example", 465, True, "a@b", "s/x")
    assert "s/x" not in repr(told)


@pytest.mark.parametrize(
    ("mail", "url"),
    [
        ("bukan alamat", "smtp://x"),
        (INSPECTOR, ""),
        (INSPECTOR, "http://x"),
        (INSPECTOR, "smtp://u:rahasia@x:99999"),
        (INSPECTOR, "smtp://u:rahasia@x/kotak"),
    ],
)
def test_settings_that_cannot_be_used_are_refused_without_telling_a_password(
    monkeypatch: pytest.MonkeyPatch, mail: str, url: str
) -> None:
    with pytest.raises(MutasiError) as refused:
        settings(monkeypatch, CHECKPOINT_MAIL=mail, SMTP_URL=url)
    assert "rahasia" not in refused.value.sentence("en")


# The command


def test_the_command_makes_and_delivers_and_says_where_to(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    home, folder = tmp_path / "instansi", tmp_path / "pengawas"
    folder.mkdir()
    monkeypatch.setenv("MUTASI_HOME", str(home))
    make_keys(home, None)
    mutasi = desk.terminal(sqlite_url, tmp_path, monkeypatch, capsys)
    refused = mutasi.run("audit", "checkpoint", "--deliver")
    assert (refused.code, "MUTASI_CHECKPOINT_FOLDER" in refused.err) == (5, True)
    monkeypatch.setenv("MUTASI_CHECKPOINT_FOLDER", str(folder))
    said = mutasi("audit", "checkpoint", "--deliver")
    assert said["delivered"] == [{"to": str(folder), "size": said["size"], "new": True}]
    assert mutasi("audit", "checkpoint", "--deliver")["delivered"][0]["new"] is False
    assert f"Diantar ke {folder}." in mutasi.run("audit", "checkpoint", "--deliver").out
    monkeypatch.setenv("MUTASI_CHECKPOINT_FOLDER", str(tmp_path / "tiada"))
    assert mutasi.run("audit", "checkpoint", "--deliver").code == 5
