"""What the doctor looks at of the seal: whether there is one, who may read its key, and how long it is still valid."""

from __future__ import annotations

from app.keys import PRIVATE_MODE
from app.seal_keys import AUTHORITY, SEAL, due
from app.wiring import Office

Answer = tuple[bool, str]


def seal(office: Office) -> Answer:
    """Whether decrees are sealed, and will be next month."""
    office.database.check()
    sealing = office.sealing
    found = sealing.seal_of_agency if sealing else None
    if found is None:
        return True, "keputusan terbit tanpa segel instansi. Buat kuncinya dengan `mutasi keys init`."
    for file in (office.key.folder / SEAL, office.key.folder / AUTHORITY):
        mode = file.stat().st_mode & 0o777 if file.exists() else 0
        if mode & ~PRIVATE_MODE:
            return False, f"{file} dapat dibaca orang lain ({mode:o}). Perbaiki dengan `chmod 600 {file}`."
    identity = found.identity
    until = f"{identity.certificate.not_valid_after_utc:%Y-%m-%d}"
    if due(identity, office.clock.now()):
        return (
            False,
            f"sertifikat segel {identity.name} berakhir {until}. Perbarui dengan `mutasi keys init`, atau pasang yang baru.",
        )
    return True, f"segel {identity.name} ({found.level}), berlaku sampai {until}."
