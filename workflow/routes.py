"""The routes: who proposes, consents, advises and decides in each kind of transfer, and whose decree moves the person.

PP 11/2017 Pasal 190 to 197; Peraturan BKN 5/2019; SE Kepala BKN 3/SE/VIII/2019. A route decides words and
authorities; which states it passes stands in THE TABLE, by its conditions `within` and `between`.
"""

from __future__ import annotations

from dataclasses import dataclass

from workflow.authority import Kind
from workflow.parameters import Parameter


@dataclass(frozen=True)
class Route:
    """One kind of transfer.

    Attributes:
        id, en: its name.
        proposer: who proposes it; consenter, adviser: whose consent and advice it takes ("" where none does).
        decider: whose decree transfers the person; between agencies the receiving authority then appoints.
        law: where this stands.
    """

    kind: Kind
    id: str
    en: str
    proposer: str
    consenter: str
    adviser: str
    decider: str
    law: str


_CITY = "PPK kabupaten/kota"
_PROVINCE = "PPK provinsi"
_CENTRE = "PPK instansi pusat"
_KANREG = "Kepala Kantor Regional BKN"
_SE = "Peraturan BKN 5/2019; SE Kepala BKN 3/SE/VIII/2019"


def _city(which: str) -> str:
    return f"{_CITY} {which}"


ROUTES: dict[Kind, Route] = {
    route.kind: route
    for route in (
        Route(
            *(Kind.INTERNAL, "Mutasi dalam satu instansi", "Within one agency"),
            *("Unit kepegawaian", "", "Tim Penilai Kinerja", "PPK", "PP 11/2017 Pasal 191"),
        ),
        Route(
            *(Kind.KABKOTA_SATU_PROV, "Antarkabupaten/kota dalam satu provinsi", "Between cities of one province"),
            *(_city("penerima"), _city("asal"), _KANREG, "Gubernur", "PP 11/2017 Pasal 192"),
        ),
        Route(
            *(Kind.PROV_KE_KABKOTA, "Dari provinsi ke kabupaten/kota di wilayahnya", "From a province to its city"),
            *(_city("penerima"), f"{_PROVINCE} asal", _KANREG, "Gubernur", "PP 11/2017 Pasal 192"),
        ),
        Route(
            *(Kind.KABKOTA_KE_PROV, "Dari kabupaten/kota ke provinsinya", "From a city to its province"),
            *(f"{_PROVINCE} penerima", _city("asal"), _KANREG, "Gubernur", _SE),
        ),
        Route(
            *(Kind.KABKOTA_BEDA_PROV, "Antarkabupaten/kota antarprovinsi", "Between cities of different provinces"),
            *(_city("penerima"), _city("asal"), "Kepala BKN", "Menteri Dalam Negeri", "PP 11/2017 Pasal 193"),
        ),
        Route(
            *(Kind.KABKOTA_KE_PROV_LAIN, "Dari kabupaten/kota ke provinsi lain", "From a city to another province"),
            *(f"{_PROVINCE} penerima", _city("asal"), "Kepala BKN", "Menteri Dalam Negeri", "PP 11/2017 Pasal 193"),
        ),
        Route(
            *(Kind.PROV_KE_KABKOTA_LAIN, "Dari provinsi ke kabupaten/kota di provinsi lain", "Province to a far city"),
            *(_city("penerima"), f"{_PROVINCE} asal", "Kepala BKN", "Menteri Dalam Negeri", "PP 11/2017 Pasal 193"),
        ),
        Route(
            *(Kind.ANTAR_PROV, "Antarprovinsi", "Between provinces"),
            *(f"{_PROVINCE} penerima", f"{_PROVINCE} asal", "Kepala BKN", "Menteri Dalam Negeri"),
            "PP 11/2017 Pasal 193",
        ),
        Route(
            *(Kind.DAERAH_KE_PUSAT, "Dari daerah ke instansi pusat", "From a region to a central agency"),
            *(f"{_CENTRE} penerima", "PPK daerah asal", "BKN", "Kepala BKN", "PP 11/2017 Pasal 194"),
        ),
        Route(
            *(Kind.PUSAT_KE_DAERAH, "Dari instansi pusat ke daerah", "From a central agency to a region"),
            *("PPK daerah penerima", f"{_CENTRE} asal", "BKN", "Kepala BKN", "PP 11/2017 Pasal 194"),
        ),
        Route(
            *(Kind.ANTAR_PUSAT, "Antarinstansi pusat", "Between central agencies"),
            *(f"{_CENTRE} penerima", f"{_CENTRE} asal", "BKN", "Kepala BKN", "PP 11/2017 Pasal 195"),
        ),
    )
}
"""Kind → route; a kind that is not here is refused until its law is known."""

PARTS = {
    "proposer": ("Pengusul", "Who proposes"),
    "consenter": ("Pemberi persetujuan", "Who consents"),
    "adviser": ("Pemberi pertimbangan", "Who advises"),
    "decider": ("Penetap keputusan pemindahan", "Who decides the transfer"),
}
"""The parts of a route that an agency may word by its own instruments, in (Indonesian, English)."""


def parameter(kind: Kind, part: str) -> Parameter:
    """A part of a route as a value that may be set for a period."""
    return Parameter("route", part, getattr(ROUTES[kind], part), PARTS[part])
