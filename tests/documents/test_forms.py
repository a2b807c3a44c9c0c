"""Every form draws its decree."""

from __future__ import annotations

import io
import json
import re
from dataclasses import fields, is_dataclass
from types import ModuleType
from typing import Any

import pikepdf
import pytest
from weasyprint.logger import LOGGER

from documents import acts, assets, contexts, facts, filed, letterhead, outcome, record, render, route
from documents.catalogue import FORMS, sample, series_of, templates_hash
from tests.documents.orders import order, text
from workflow.errors import DrawingFailed
from workflow.process import VERBS

DICTUMS = {
    "submit": "Menerima usulan mutasi Pegawai Negeri Sipil",
    "establish_need": "yaitu kebutuhan 3 (tiga) orang, pemangku jabatan 2 (dua) orang",
    "assess": "direkomendasikan untuk menduduki jabatan Dokter Ahli Muda",
    "socialize": "menerima rencana mutasi dengan catatan",
    "consent": "Menetapkan bahwa persetujuan instansi asal",
    "advise": "Menetapkan bahwa pertimbangan teknis",
    "approve": "Memindahkan Pegawai Negeri Sipil",
    "implement": "Menetapkan pelaksanaan mutasi Pegawai Negeri Sipil",
    "correct": "Menugaskan dokter pengganti dua hari dalam seminggu",
    "conclude": "dengan kesimpulan: Mutasi mencapai tujuannya",
    "send_back": "Mengembalikan usulan mutasi Pegawai Negeri Sipil dari tahap evaluasi",
    "reject": "Menolak usulan mutasi Pegawai Negeri Sipil pada tahap analisis kebutuhan",
    "withdraw": "Menarik usulan mutasi Pegawai Negeri Sipil pada tahap sosialisasi",
    "suspend": "Menangguhkan proses mutasi Pegawai Negeri Sipil pada tahap persetujuan",
    "resume": "Mencabut penangguhan proses mutasi Pegawai Negeri Sipil",
    "annul": "Membatalkan Keputusan Nomor 800.1.3.3/7/SK/2026 tanggal 11 Juni 2026",
}


def test_each_verb_of_the_process_has_its_form() -> None:
    assert list(FORMS) == list(VERBS)
    assert {verb.form for verb in VERBS.values()} == set(FORMS)


@pytest.mark.parametrize("verb", FORMS)
def test_a_form_draws_one_decree_with_its_number_its_people_and_its_dictum(verb: str) -> None:
    told = json.loads(sample(verb))
    words = text(render.draw(sample(verb)))
    assert f"NOMOR {told['number']}" in words
    assert "SEKAR AYU LARASATI" in words
    assert told["signatory"]["name"] in words
    assert DICTUMS[verb] in words
    assert "M E M U T U S K A N" in words
    assert "K7QM-2XWD-9RTB" in words
    assert "Halaman 1 dari" in words


@pytest.mark.parametrize("verb", ["approve", "annul", "suspend", "resume"])
def test_the_head_signs_under_the_kop_of_the_office(verb: str) -> None:
    words = text(render.draw(sample(verb)))
    assert words.count("DENGAN RAHMAT TUHAN YANG MAHA ESA") == 1
    assert "Jalan Teratai Putih" not in words


def test_who_signs_on_behalf_of_the_head_says_so() -> None:
    words = text(render.draw(sample("submit")))
    assert "a.n. KEPALA BADAN KEPEGAWAIAN DAN PENGEMBANGAN SUMBER DAYA MANUSIA KOTA TELAGA SARI" in words
    assert "DENGAN RAHMAT" not in words
    assert "Jalan Teratai Putih Nomor 7" in words


def test_an_acting_head_signs_as_such() -> None:
    words = text(render.draw(order("approve", lambda told: told["signatory"].update(capacity="Plt."))))
    assert "Plt. WALI KOTA TELAGA SARI," in words


@pytest.mark.parametrize("verb", ["approve", "annul"])
def test_a_decision_names_the_remedy(verb: str) -> None:
    words = text(render.draw(sample(verb)))
    assert "14 (empat belas) hari kerja" in words
    assert "Peraturan Pemerintah Nomor 79 Tahun 2021" in words


@pytest.mark.parametrize("verb", ["establish_need", "assess", "socialize", "conclude"])
def test_the_natural_document_is_the_annex(verb: str) -> None:
    words = text(render.draw(sample(verb)))
    assert "LAMPIRAN KEPUTUSAN" in words


def test_the_findings_of_an_evaluation_are_printed_with_their_law_and_outcome() -> None:
    def unmet(told: dict[str, Any]) -> None:
        told["cases"][0]["findings"][1].update(outcome="unmet", sentence="Masa jabatan baru 6 bulan.")

    words = text(render.draw(order("assess", unmet)))
    assert "R-ELG-01 PP 11/2017 Pasal 190 ayat (3) Masa jabatan baru 6 bulan Tidak terpenuhi" in words


def test_a_collective_approval_lists_its_people_in_an_annex() -> None:
    def many(told: dict[str, Any]) -> None:
        other = json.loads(json.dumps(told["cases"][0]))
        other["dossier"]["person"]["full_name"] = "Bima Aryasatya, S.T."
        told["cases"].append(other)

    words = text(render.draw(order("approve", many)))
    assert "nomor urut 1 sampai dengan nomor urut 2" in words
    assert "1. dr. Sekar Ayu Larasati, Sp.A." in words
    assert "2. Bima Aryasatya, S.T." in words


def test_only_a_rehearsal_decree_is_marked() -> None:
    assert "DEMO" in text(render.draw(sample("submit")))
    assert "DEMO" not in text(render.draw(order("submit", lambda told: told.update(rehearsal=False))))


@pytest.mark.parametrize(("paper", "size"), [("F4", (215, 330)), ("A4", (210, 297))])
def test_a_decree_has_the_paper_of_its_agency(paper: str, size: tuple[int, int]) -> None:
    pdf = render.draw(order("submit", lambda told: told["agency"].update(paper=paper)))
    with pikepdf.open(io.BytesIO(pdf)) as file:
        box = [float(side) * 25.4 / 72 for side in file.pages[0].mediabox]
    assert [round(side) for side in box[2:]] == list(size)


@pytest.mark.parametrize("verb", ["approve", "assess"])
def test_a_decree_is_a_tagged_archive_file(verb: str) -> None:
    with pikepdf.open(io.BytesIO(render.draw(sample(verb)))) as file:
        assert file.check_pdf_syntax() == []
        assert file.Root.OutputIntents[0].S == "/GTS_PDFA1"
        assert file.Root.StructTreeRoot.K
        assert file.Root.Lang == "id"
        assert list(file.attachments) == ["isi.json"]
        metadata = file.open_metadata()
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "A")
        assert str(metadata["dc:title"]).startswith("Keputusan ")
        assert metadata["xmp:CreateDate"] == "2026-11-21"


def test_what_is_not_recorded_is_left_out() -> None:
    def bare(told: dict[str, Any]) -> None:
        told["signatory"].update(nip=None, rank=None)
        case = told["cases"][0]
        case["note"] = None
        case["findings"] = []
        dossier = case["dossier"]
        dossier["person"].update(birth_place=None, rank=None, education_field=None)
        dossier["target"]["post"]["grade"] = None
        dossier["need"].update(source=None, need=None, load=None, as_of=None, workloads=[])
        dossier.update(steps=[], appraisals=[])

    for verb in FORMS:
        if verb not in ("send_back", "reject", "withdraw", "suspend", "resume", "annul"):
            assert "None" not in text(render.draw(order(verb, bare))), verb


def test_decisions_before_a_return_are_not_cited() -> None:
    def returned(told: dict[str, Any]) -> None:
        steps = told["cases"][0]["dossier"]["steps"]
        steps.append(steps[-1] | {"verb": "send_back"})

    cited = "Tim Penilai Kinerja telah mengevaluasi kinerja"
    assert cited in text(render.draw(sample("approve")))
    assert cited not in text(render.draw(order("approve", returned)))


def test_a_missing_field_of_the_order_fails() -> None:
    with pytest.raises(DrawingFailed, match="tmt"):
        render.draw(order("approve", lambda told: told["cases"][0]["data"].clear()))


def test_a_missing_word_of_a_template_fails() -> None:
    with pytest.raises(Exception, match="nama"):
        render.machinery().environment.from_string("{{ d.nama }}").render(d=object())


def test_the_style_is_understood_whole(caplog: pytest.LogCaptureFixture) -> None:
    LOGGER.addHandler(caplog.handler)
    try:
        render.machinery.__wrapped__()
        render.page_style.__wrapped__("F4", True)
    finally:
        LOGGER.removeHandler(caplog.handler)
    assert caplog.messages == []


def test_the_series_follows_who_signs() -> None:
    assert {verb for verb in FORMS if series_of(verb, "agency") == "SK"} == {"approve", "suspend", "resume", "annul"}
    assert (series_of("reject", "agency"), series_of("reject", "office")) == ("PENETAPAN", "SK")


def test_the_templates_have_a_hash() -> None:
    assert len(bytes.fromhex(templates_hash())) == 32
    assert templates_hash() == templates_hash()


@pytest.mark.parametrize("module", [acts, contexts, facts, filed, letterhead, outcome, record, route])
def test_a_context_holds_exactly_the_words_that_templates_use(module: ModuleType) -> None:
    templates = " ".join(path.read_text() for path in sorted(assets.TEMPLATES.glob("*.html")))
    used = set(re.findall(r"""(?:\.|selectattr\(")(\w+)""", templates))
    for name, kind in vars(module).items():
        if is_dataclass(kind) and kind.__module__ == module.__name__:
            assert {field.name for field in fields(kind)} <= used, name
