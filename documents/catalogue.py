"""One row per decree form, keyed by its verb. Light: it imports nothing that draws."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from documents import samples

FOLDER = Path(__file__).resolve().parent

SHAPING = (
    "templates",
    "fonts",
    "acts.py",
    "annex.py",
    "binding.py",
    "contexts.py",
    "copies.py",
    "draft.py",
    "facts.py",
    "letterhead.py",
    "outcome.py",
    "record.py",
    "filed.py",
    "route.py",
    "words.py",
    "render.py",
    "attachment.py",
    "accessible.py",
    "pack.py",
    "ink.py",
    "svg.py",
    "wording.py",
    "artwork.py",
    "assets.py",
)
"""Everything here that decides how a drawing order comes out on paper."""

WORDING = tuple(
    f"../workflow/{name}.py" for name in ("authority", "objections", "papers", "parameters", "routes", "states")
)
"""Where the names of offices, documents, routes and stages come from."""

DRAWN_BY = ("weasyprint", "pydyf", "jinja2", "babel", "num2words", "segno")
"""The packages whose versions decide it too."""


@dataclass(frozen=True)
class Form:
    """One decree form.

    Attributes:
        verb: the verb that issues it.
        title: its name in registers and lists, in short.
        subject: what stands under TENTANG, before the employee is named.
        series: the series of its numbers, `SK` or `PENETAPAN`.
        kop: the letterhead it carries as a rule, `office` or `agency`.
        template: its file in `templates/`.
    """

    verb: str
    title: str
    subject: str
    series: str = "PENETAPAN"
    kop: str = "agency"

    @property
    def template(self) -> str:
        return f"{self.verb}.html"


FORMS: dict[str, Form] = {
    form.verb: form
    for form in (
        Form("submit", "Penerimaan Usulan Mutasi", "Penerimaan Usulan Mutasi"),
        Form(
            "establish_need",
            "Penetapan Hasil Analisis Kebutuhan",
            "Penetapan Hasil Analisis Kebutuhan untuk Usulan Mutasi",
        ),
        Form("assess", "Penetapan Hasil Evaluasi", "Penetapan Hasil Evaluasi Usulan Mutasi"),
        Form("socialize", "Penetapan Hasil Sosialisasi", "Penetapan Hasil Sosialisasi Rencana Mutasi"),
        Form(
            "consent",
            "Penetapan Persetujuan Instansi Asal",
            "Penetapan Persetujuan Instansi Asal atas Usulan Mutasi",
        ),
        Form("advise", "Penetapan Pertimbangan Teknis", "Penetapan Pertimbangan Teknis atas Usulan Mutasi"),
        Form("approve", "Keputusan Mutasi", "Mutasi", "SK", "office"),
        Form("implement", "Penetapan Pelaksanaan Mutasi", "Penetapan Pelaksanaan Mutasi"),
        Form("correct", "Penetapan Tindakan Perbaikan", "Penetapan Tindakan Perbaikan atas Pelaksanaan Mutasi"),
        Form("conclude", "Penetapan Hasil Evaluasi Pasca-Mutasi", "Penetapan Hasil Evaluasi Pasca-Mutasi"),
        Form("send_back", "Pengembalian Usulan", "Pengembalian Usulan Mutasi"),
        Form("reject", "Penolakan Usulan", "Penolakan Usulan Mutasi"),
        Form("withdraw", "Penarikan Usulan", "Penarikan Usulan Mutasi"),
        Form("suspend", "Penangguhan", "Penangguhan Proses Mutasi", "SK", "office"),
        Form("resume", "Pencabutan Penangguhan", "Pencabutan Penangguhan Proses Mutasi", "SK", "office"),
        Form("annul", "Keputusan Pembatalan", "Pembatalan Mutasi", "SK", "office"),
    )
}
"""Verb → form, in the order of the process."""


def series_of(verb: str, kop: str) -> str:
    """The series in which a decree is numbered: a rejection under the kop of the office is the authority's act.

    Raises:
        KeyError: no form belongs to the verb.
    """
    return "SK" if verb == "reject" and kop == "office" else FORMS[verb].series


def sample(verb: str) -> bytes:
    """A drawing order of the form with invented people, for previews and tests.

    Raises:
        KeyError: no form belongs to the verb.
    """
    kop = FORMS[verb].kop
    return samples.order(verb, series_of(verb, kop), kop)


@cache
def templates_hash() -> str:
    """SHA-256 over everything that shapes a page: templates, style, fonts, wording, versions of what draws."""
    from importlib.metadata import version

    digest = hashlib.sha256()
    for path in _shaping_files():
        content = path.read_bytes()
        digest.update(f"{path.relative_to(FOLDER.parent).as_posix()} {len(content)}\n".encode() + content)
    for package in DRAWN_BY:
        digest.update(f"{package} {version(package)}\n".encode())
    return digest.hexdigest()


def _shaping_files() -> list[Path]:
    roots = [(FOLDER / name).resolve() for name in (*SHAPING, *WORDING)]
    files = [path for root in roots for path in ([root] if root.is_file() else root.rglob("*"))]
    return sorted(path for path in files if path.is_file() and "__pycache__" not in path.parts)
