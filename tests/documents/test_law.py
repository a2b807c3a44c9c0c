"""What the law asks of each decree is printed on it, from the drawing order and from nothing else."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from documents import render
from documents.catalogue import FORMS
from tests.documents.orders import order, text

Change = Callable[[dict[str, Any]], None]

WAIVED = "Pasal 190 ayat (3) Peraturan Pemerintah Nomor 11 Tahun 2017"

MANDATE = {"id": 7, "number": "800.1.11.1/9/SETDA", "date": "2026-11-02"}


def drawn(verb: str, change: Change = lambda told: None) -> str:
    return text(render.draw(order(verb, change)))


def signed(verb: str, **signatory: Any) -> str:
    return drawn(verb, lambda told: told["signatory"].update(signatory))


def of_case(change: Callable[[dict[str, Any]], None]) -> Change:
    return lambda told: change(told["cases"][0])


def of_dossier(**parts: Any) -> Change:
    return lambda told: told["cases"][0]["dossier"].update(parts)


# The signature


def test_whoever_acts_stands_before_the_title_and_the_instrument_is_heeded() -> None:
    words = signed("approve", capacity="plt", mandate=MANDATE)
    assert "Plt. WALI KOTA TELAGA SARI," in words
    assert (
        "Penunjukan sebagai Pelaksana Tugas (Plt.) Wali Kota Telaga Sari, dengan naskah Nomor 800.1.11.1/9/SETDA"
        " tanggal 2 November 2026;" in words
    )


def test_on_behalf_names_the_principal_first_then_the_own_title() -> None:
    words = signed(
        "approve",
        capacity="an",
        title="Sekretaris Daerah",
        on_behalf_of="Wali Kota Telaga Sari",
        mandate=MANDATE,
    )
    assert "a.n. WALI KOTA TELAGA SARI Sekretaris Daerah," in words
    assert "Pelimpahan kewenangan menandatangani atas nama Wali Kota Telaga Sari" in words
    assert "DENGAN RAHMAT" not in words


def test_below_that_stands_the_office_between() -> None:
    told = {"title": "Kepala BKPSDM", "on_behalf_of": "Wali Kota Telaga Sari", "through": "Sekretaris Daerah"}
    words = signed("approve", capacity="ub", mandate=MANDATE, **told)
    assert "a.n. WALI KOTA TELAGA SARI Sekretaris Daerah u.b. Kepala BKPSDM," in words


@pytest.mark.parametrize("verb", FORMS)
def test_an_order_from_before_mandates_and_the_new_facts_is_still_drawn(verb: str) -> None:
    def old(told: dict[str, Any]) -> None:
        for name in ("through", "mandate"):
            told["signatory"].pop(name, None)
        dossier = told["cases"][0]["dossier"]
        for part in ("endorsements", "objections", "freezes", "parameters", "requirements"):
            dossier.pop(part, None)
        for document in dossier["documents"]:
            for name in ("valid_until", "verdict", "verdict_reason", "verified_by"):
                del document[name]
        for member in told["cases"][0]["data"].get("team", ()):
            member.pop("present")

    words = drawn(verb, old)
    assert "dengan naskah" not in words
    assert "None" not in words


# Needs analysis


def test_the_need_is_printed_with_staff_gap_decided_moves_and_floor() -> None:
    words = drawn("establish_need")
    assert "Pemeriksaan pasien anak rawat jalan 7.500 tahun 20 2,0833" in words
    assert "terdapat kekurangan 1 (satu) orang" in words
    assert "Mutasi akan masuk : 1 (satu) orang, dengan Keputusan Nomor 800.1.3.3/4/SK/2026" in words
    assert "Usulan lain yang berjalan : 2 (dua) usulan" in words
    assert "Sisa setelah mutasi ini : 7 (tujuh) orang" in words
    assert "Jumlah pegawai minimum : 5 (lima) orang" in words


def test_the_survey_of_the_unit_is_heeded_unless_it_was_refused() -> None:
    cited = "Catatan survei atau wawancara unit Nomor 800.1.1.1/64/PKM-TLG tanggal 20 Februari 2026;"
    assert cited in drawn("establish_need")

    def refuse(case: dict[str, Any]) -> None:
        case["dossier"]["documents"][0]["verdict"] = "refused"

    assert cited not in drawn("establish_need", of_case(refuse))


# Evaluation


def test_the_minutes_tell_who_was_there() -> None:
    words = drawn("assess")
    assert "Dra. Puspita Anggraini, M.M. NIP 19700215 199603 2 003 Pejabat Tidak hadir" in words
    assert "dihadiri oleh 3 (tiga) orang dari 4 (empat) orang anggota Tim" in words


def test_interests_are_printed_and_so_is_their_absence() -> None:
    assert "Pernyataan kepentingan anggota Tim: tidak ada yang dinyatakan." in drawn("assess")
    declared = [{"name": "Wulan Sekarsari", "relation": "sepupu"}]
    words = drawn("assess", of_case(lambda case: case["data"].update(interest=declared)))
    assert "Pernyataan kepentingan anggota Tim: Wulan Sekarsari (sepupu)." in words


def test_the_clearance_of_the_inspectorate_is_heeded_and_a_waiver_is_in_the_minutes() -> None:
    words = drawn("assess")
    assert "Surat bebas temuan Nomor 700/118/ITDA tanggal 5 Maret 2026;" in words
    assert f"{WAIVED}, berdasarkan Persetujuan tertulis pejabat berwenang Nomor 100.3.3.2" in words


def test_the_minutes_show_wishes_career_competences_appraisals_and_the_talent_box() -> None:
    words = drawn("assess")
    assert "1. Dokter Ahli Muda pada UPTD Puskesmas Telaga (jabatan yang dituju) Dekat dengan tempat" in words
    assert "Dokter Ahli Pertama RSUD Telaga Sari 2 Januari 2019 1 Januari 2025 821.2/40/BKPSDM/2018" in words
    assert "Kegawatdaruratan anak 2 1 10 Juni 2025 Di bawah" in words
    assert "2025 Di atas ekspektasi Di atas ekspektasi Sangat Baik" in words
    assert "Kotak 7 (pegawai ini)" in words
    assert words.count("(pegawai ini)") == 1


def test_without_records_the_minutes_say_so() -> None:
    def nothing(case: dict[str, Any]) -> None:
        case["findings"] = []
        case["dossier"].update(preferences=[], career=[], competences=[], appraisals=[])

    words = drawn("assess", of_case(nothing))
    assert "Keinginan pegawai: tidak ada yang tercatat." in words
    assert "Penilaian kinerja: tidak ada yang tercatat." in words
    assert "Pelayanan medis 3 – – Belum diukur" in words
    assert "Kotak" not in words


# Between agencies


@pytest.mark.parametrize("verb", ["consent", "advise"])
def test_the_authorities_of_the_route_are_named(verb: str) -> None:
    words = drawn(verb)
    assert "Pemberi persetujuan : PPK kabupaten/kota asal" in words
    assert "Penetap pemindahan : Gubernur" in words


def test_the_agency_words_the_route_by_its_own_instrument() -> None:
    own = {"subject": "route", "name": "adviser", "kind": "KABKOTA_SATU_PROV", "value": "Kepala Kanreg III BKN"}
    words = drawn("advise", of_dossier(parameters=[own | {"since": "2026-01-01", "until": None}]))
    assert "Kepala Kanreg III BKN telah memberikan pertimbangan teknis" in words
    assert "Pemberi pertimbangan : Kepala Kanreg III BKN" in words


# The decision


def test_a_waiver_is_printed_with_its_document_and_its_reason() -> None:
    words = drawn("approve")
    assert f"{WAIVED}, berdasarkan Persetujuan tertulis pejabat berwenang Nomor 100.3.3.2/31/SETDA" in words
    assert "dengan alasan: Kekosongan dokter anak di wilayah Telaga Utara tidak dapat ditunda." in words
    assert "diberikan pengecualian" not in drawn("approve", of_dossier(waivers=[]))


def test_a_decision_says_which_interests_were_declared() -> None:
    assert "Diktum KESATU: tidak ada yang dinyatakan." in drawn("approve")
    declared = [{"name": "Wulan Sekarsari", "relation": "sepupu"}]
    words = drawn("approve", of_case(lambda case: case["data"].update(interest=declared)))
    assert "Diktum KESATU: Wulan Sekarsari (sepupu)." in words


def test_the_consent_that_lifts_a_freeze_is_heeded() -> None:
    heeded = "Persetujuan tertulis pejabat berwenang Nomor 100.3.3.2/31/SETDA tanggal 10 November 2026;"
    assert heeded in drawn("approve")
    assert heeded not in drawn("suspend")


def archived(told: dict[str, Any]) -> None:
    """Let it be the copy that stays in the archive, which alone bears initials."""
    told["copy"] = {"kind": "pertinggal", "serial": None, "of": None}


def test_the_archives_copy_bears_the_initials_of_this_signature_and_no_others() -> None:
    words = drawn("approve", archived)
    assert "Paraf hierarki" not in drawn("approve")
    assert "1. Pejabat Pengelola Kepegawaian petugas 19 November 2026" in words
    assert "2. Kepala Unit Kepegawaian kepala 20 November 2026" in words
    assert "Paraf hierarki" not in drawn("suspend", archived)

    def older(told: dict[str, Any]) -> None:
        archived(told)
        for one in told["cases"][0]["dossier"]["endorsements"]:
            one["version"] = 2

    assert "Paraf hierarki" not in drawn("approve", older)


def test_a_collective_decree_prints_each_initial_once() -> None:
    def many(told: dict[str, Any]) -> None:
        archived(told)
        told["cases"].append(json.loads(json.dumps(told["cases"][0])))

    assert drawn("approve", many).count("Pejabat Pengelola Kepegawaian petugas") == 1


@pytest.mark.parametrize("verb", ["suspend", "resume", "annul"])
def test_the_objection_that_led_to_it_is_heeded(verb: str) -> None:
    heeded = "Keberatan atas Keputusan Nomor 800.1.3.3/7/SK/2026 yang diterima pada tanggal 18 Juni 2026"
    answered = {"suspend": ";", "resume": " dan ditolak pada tanggal 3 Juli 2026;", "annul": " dan dikabulkan"}
    assert heeded + answered[verb] in drawn(verb)
    assert heeded not in drawn(verb, of_dossier(objections=[]))


# Afterwards


def test_the_move_is_carried_out_with_oath_statement_and_hand_over() -> None:
    words = drawn("implement")
    for row in ("Sumpah jabatan : Nomor BAP-31/BKPSDM/2026", "(SPMT) : Nomor 800.1.11.1/77", "terima : Nomor BAST-12"):
        assert row in words
    assert "Sumpah jabatan : tidak diperlukan" in drawn(
        "implement", of_case(lambda case: case["data"].update(oath=None))
    )


def test_the_reviews_are_printed_with_their_day_their_measure_and_what_followed() -> None:
    words = drawn("conclude")
    assert "31 Desember 2026 hari ke-30" in words
    assert "hari ke-91" in words
    assert "sebelum 25, sesudah 50" in words
    assert "Dokter pengganti dua hari dalam seminggu; Kepala Dinas Kesehatan; paling lambat 31 Januari 2027" in words


def test_the_corrective_steps_of_earlier_decrees_are_printed() -> None:
    assert "Tindakan perbaikan yang ditetapkan Keputusan Temuan Tindakan" in drawn("conclude")

    def none(case: dict[str, Any]) -> None:
        case["dossier"]["steps"] = [step for step in case["dossier"]["steps"] if step["verb"] != "correct"]

    assert "Tindakan perbaikan yang ditetapkan" not in drawn("conclude", of_case(none))
