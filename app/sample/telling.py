"""What each step of the sample story is told, and the reasons that are given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from app.sample.story import ADVERSE, Plan, Step
from workflow.authority import Kind

REVIEWS = (30, 90, 180)
"""Days after the date of effect at which a move is looked at."""


@dataclass(frozen=True)
class Scene:
    """Where a step is taken: whose plan it is, and what its letters name.

    Attributes:
        place: the plan's place in the story; it varies the answers.
        post: the code of the target post.
        sworn: whether the holder of that post is sworn in.
    """

    plan: Plan
    place: int
    post: str
    sworn: bool = False


def data_for(step: Step, scene: Scene) -> dict[str, Any]:
    """What a step is told; its letters are of the day before."""
    told = DATA.get(step.verb)
    return told(scene, step.day - timedelta(days=1)) if told else {}


ORIGIN_MARK, ADVICE_MARK = "PPK-ASAL", "PERTEK"


def letter(mark: str, day: date, place: int) -> dict[str, str]:
    """Number and date of a letter; the mark says whose it is."""
    return {"number": f"800.1.3.1/{100 + place}/{mark}/{day.year}", "date": day.isoformat()}


def _assess(scene: Scene, day: date) -> dict[str, Any]:
    return {
        "team": [
            {"name": "Drs. Made Wirawan, M.Si.", "capacity": "official"},
            {"name": "Yohana Tambunan, S.AP.", "capacity": "asn"},
            {"name": "Dr. Ilham Paturusi", "capacity": "expert"},
        ],
        "recommendation": "not_recommend" if scene.place % 17 == 5 else "recommend",
        "considerations": CONSIDERATIONS[scene.place % len(CONSIDERATIONS)],
    }


CONSIDERATIONS = (
    "Kualifikasi dan kompetensi sesuai dengan persyaratan jabatan, dan unit asal masih dapat menjalankan pelayanan.",
    "Kinerja dua tahun terakhir baik; perpindahan mengisi kekurangan tenaga pada unit tujuan.",
    "Pengalaman pegawai pada bidang yang sama mempersingkat masa penyesuaian di unit tujuan.",
)

RESPONSES = ("accepts", "accepts", "accepts_with_note", "accepts", "objects")


def _socialize(scene: Scene, day: date) -> dict[str, Any]:
    response = RESPONSES[scene.place % len(RESPONSES)]
    told = {
        "date": day.isoformat(),
        "method": "tatap muka",
        "participants": [
            "Pegawai yang bersangkutan",
            "Kepala unit asal",
            "Kepala unit tujuan",
            "Pengelola kepegawaian",
        ],
        "invited": (day - timedelta(days=5)).isoformat(),
        "reasons": "Unit tujuan kekurangan tenaga menurut analisis beban kerja, dan kompetensi pegawai sesuai.",
        "response": response,
    }
    if response == "accepts_with_note":
        told |= {
            "response_note": "Bersedia; mohon waktu dua minggu untuk serah terima pekerjaan.",
            "answer": "Disetujui; tanggal mulai berlaku mempertimbangkan serah terima.",
        }
    if response == "objects":
        told |= {
            "response_note": "Berkeberatan karena jarak rumah ke unit tujuan lebih jauh.",
            "answer": "Kebutuhan pelayanan lebih mendesak; jadwal kerja akan disesuaikan selama masa peralihan.",
        }
    return told


def _consent(scene: Scene, day: date) -> dict[str, Any]:
    return {"letter": letter(ORIGIN_MARK, day, scene.place), "post": scene.post}


def _advise(scene: Scene, day: date) -> dict[str, Any]:
    return {"letter": letter(ADVICE_MARK, day, scene.place), "post": scene.post}


def _approve(scene: Scene, day: date) -> dict[str, Any]:
    told: dict[str, Any] = {"tmt": scene.plan.tmt.isoformat()}
    if scene.plan.kind.between_agencies:
        told["letter"] = letter(DECIDERS[scene.plan.kind], day, scene.place)
    return told


DECIDERS: dict[Kind, str] = {
    **dict.fromkeys((Kind.KABKOTA_SATU_PROV, Kind.PROV_KE_KABKOTA, Kind.KABKOTA_KE_PROV), "GUB"),
    **dict.fromkeys((Kind.KABKOTA_BEDA_PROV, Kind.KABKOTA_KE_PROV_LAIN), "MDN"),
    **dict.fromkeys((Kind.PROV_KE_KABKOTA_LAIN, Kind.ANTAR_PROV), "MDN"),
    **dict.fromkeys((Kind.DAERAH_KE_PUSAT, Kind.PUSAT_KE_DAERAH, Kind.ANTAR_PUSAT), "BKN"),
}
"""Kind → the mark in the number of the transfer decree: of the governor, the minister, or BKN."""


def _implement(scene: Scene, day: date) -> dict[str, Any]:
    tmt, place = scene.plan.tmt, scene.place
    return {
        "spmt": letter("SPMT", tmt, place),
        "handover": letter("BAST", tmt, place) if place % 2 else None,
        "oath": letter("BA-SUMPAH", tmt, place) if scene.sworn else None,
        "started": tmt.isoformat(),
    }


def _correct(scene: Scene, day: date) -> dict[str, Any]:
    return {
        "finding": "Waktu tunggu layanan di unit asal bertambah.",
        "step": "Menambah satu petugas loket secara bergiliran.",
        "owner": "Kepala unit asal",
        "due": (day + MONTH).isoformat(),
    }


def _conclude(scene: Scene, day: date) -> dict[str, Any]:
    reviews = [_review(min(scene.plan.tmt + timedelta(days=interval), day)) for interval in REVIEWS]
    if scene.plan.case == ADVERSE:
        reviews[1] |= ADVERSE_REVIEW | {"due": (date.fromisoformat(reviews[1]["date"]) + MONTH).isoformat()}
    return {"reviews": reviews, "conclusion": "Mutasi mencapai tujuannya; tidak diperlukan tindakan lanjutan."}


def _review(day: date) -> dict[str, Any]:
    return {
        "date": day.isoformat(),
        "person": "Menyesuaikan diri dengan baik dan memenuhi target kinerja.",
        "unit": "Antrean pelayanan berkurang sejak kedatangan pegawai.",
        "origin_unit": "Pelayanan berjalan seperti semula.",
        "adverse": False,
        "measure": {"name": "Rata-rata waktu tunggu", "before": "45 menit", "after": "31 menit"},
    }


MONTH = timedelta(days=30)

ADVERSE_REVIEW = {
    "unit": "Antrean pelayanan berkurang, tetapi pencatatan rekam layanan belum lengkap.",
    "origin_unit": "Waktu tunggu di unit asal bertambah dari 20 menit menjadi 35 menit.",
    "adverse": True,
    "step": "Menambah satu petugas loket secara bergiliran di unit asal.",
    "owner": "Kepala unit asal",
}
"""What the second review of the adverse case found, and what is done about it."""


DATA: dict[str, Callable[[Scene, date], dict[str, Any]]] = {
    "assess": _assess,
    "socialize": _socialize,
    "consent": _consent,
    "advise": _advise,
    "approve": _approve,
    "implement": _implement,
    "correct": _correct,
    "conclude": _conclude,
}
"""Verb → what it is told in the story."""

NOTES = {
    "approve": "Disetujui karena kebutuhan pelayanan mendesak.",
    "send_back": "Uraian tugas unit tujuan perlu dilengkapi.",
    "reject": "Kebutuhan unit tujuan akan dipenuhi melalui pengadaan pegawai.",
    "withdraw": "Unit pengusul menata ulang kebutuhannya.",
    "suspend": "Menunggu hasil pemeriksaan atas keberatan yang masuk.",
    "resume": "Pemeriksaan selesai; tidak ada halangan.",
    "annul": "Terdapat kekeliruan data yang memengaruhi dasar keputusan.",
}
"""Verb → the reason that is given in the story."""
