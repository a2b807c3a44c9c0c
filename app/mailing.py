"""A checkpoint as a message of mail: one sentence, and what can be saved and checked as attachments."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Mapping
from email.message import EmailMessage

from app.delivery_settings import Smtp
from workflow.errors import NotDelivered
from workflow.ports import Checkpoint

SECONDS = 30
"""How long a mail server may take to answer."""

OWN = ("localhost", "127.0.0.1", "::1")


def send(smtp: Smtp, to: str, checkpoint: Checkpoint, files: Mapping[str, bytes], sentence: str) -> None:
    """Hand a checkpoint to a mail server, as files of which the first is its note.

    Raises:
        NotDelivered: the server is not there, or refuses.
    """
    try:
        with _session(smtp) as session:
            session.send_message(message(smtp, to, checkpoint, files, sentence))
    except (OSError, smtplib.SMTPException, UnicodeError) as problem:
        raise NotDelivered(where=to, problem=_reason(problem)) from None


def message(smtp: Smtp, to: str, checkpoint: Checkpoint, files: Mapping[str, bytes], sentence: str) -> EmailMessage:
    """The message; sent twice it has the same id, by which mail programs know it again."""
    made = EmailMessage()
    made["From"] = smtp.user if smtp.user and "@" in smtp.user else f"mutasi@{smtp.host}"
    made["To"] = to
    made["Subject"] = f"Titik periksa {checkpoint.origin}, ukuran {checkpoint.size}"
    name = next(iter(files))
    made["Message-ID"] = f"<{name.removesuffix('.txt')}-{checkpoint.root[:16]}@mutasi.invalid>"
    made.set_content(f"{sentence}\n\nSimpan lampirannya tanpa diubah.\n")
    for name, content in files.items():
        made.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return made


def _session(smtp: Smtp) -> smtplib.SMTP:
    """A session that is encrypted where the server can, and always before a password is told to another machine."""
    trusted = ssl.create_default_context()
    if smtp.secure:
        session: smtplib.SMTP = smtplib.SMTP_SSL(smtp.host, smtp.port, timeout=SECONDS, context=trusted)
    else:
        session = smtplib.SMTP(smtp.host, smtp.port, timeout=SECONDS)
    try:
        session.ehlo()
        if not smtp.secure and (session.has_extn("starttls") or (smtp.password and smtp.host not in OWN)):
            session.starttls(context=trusted)
            session.ehlo()
        if smtp.user and smtp.password:
            session.login(smtp.user, smtp.password)
    except BaseException:
        session.close()
        raise
    return session


def _reason(problem: Exception) -> str:
    """What went wrong in a word or two; never what was sent, for a password is part of it."""
    if isinstance(problem, smtplib.SMTPResponseException):
        return f"peladen surel menjawab {problem.smtp_code} / the mail server answered {problem.smtp_code}"
    if isinstance(problem, smtplib.SMTPRecipientsRefused):
        codes = ", ".join(str(code) for code, _ in problem.recipients.values())
        return f"peladen surel menolak penerimanya ({codes}) / the mail server refused the recipient ({codes})"
    return getattr(problem, "strerror", None) or type(problem).__name__
