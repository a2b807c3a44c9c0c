"""The command about the programme as a whole: report."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from app.cli.face import Json, language, office, say, table, words
from app.cli.progress import progress
from workflow.days import YEARS
from workflow.states import ENDED, State, label
from workflow.text import spoken


def register(app: typer.Typer) -> None:
    app.command()(report)


def report(
    year: Annotated[int, typer.Option("--year", metavar="TAHUN", min=YEARS[0], max=YEARS[-1], help="Tahun laporan.")],
    pdf: Annotated[Path | None, typer.Option("--pdf", metavar="BERKAS", help="Simpan sebagai PDF.")] = None,
    json: Json = False,
) -> None:
    """Laporan evaluasi mutasi satu tahun: mutasi, kesenjangan, temuan, keberatan, lama setiap tahap."""
    from storage.agency import agency
    from storage.report import report as counted

    with office() as here:
        with progress() as moved, here.database.reading() as connection:
            facts = agency(connection)
            found = counted(connection, year, here.clock.now(), here.clock.real(), moved)
        if pdf is not None:
            here.hold_arms()
            _save(pdf, found, facts, here.rehearsal)
    say(found, json, lambda: _lines(found, pdf))


def _save(pdf: Path, found: dict[str, Any], facts: Any, rehearsal: bool) -> None:
    from app.web.words import KINDS
    from app.whole import write_whole
    from documents.report import draw

    write_whole(pdf, draw(found, facts, KINDS, rehearsal=rehearsal))


def _lines(found: dict[str, Any], pdf: Path | None) -> Iterator[str]:
    """The report for a person: a heading and a table for each part that has something to tell."""
    first, last = (spoken(found[end], language()) for end in ("from", "to"))
    yield f"{found['agency']}, {first} – {last}"
    for heading, headers, rows in _parts(found):
        if rows:
            yield from ("", heading, *table(headers, rows))
    if found["erased"]:
        yield words(
            f"Isi {found['erased']} dari {found['steps']} langkah telah dihapus; temuannya tidak terhitung.",
            f"The content of {found['erased']} of {found['steps']} steps was erased; its findings are not counted.",
        )
    if not found["steps"] and not found["moves"]["total"]:
        yield words(
            "Tidak ada langkah dalam tahun ini. Pilih tahun lain dengan `--year`.",
            "No step was taken in this year. Choose another with `--year`.",
        )
    if pdf is not None:
        yield words(f"Laporan disimpan di {pdf}.", f"The report was saved to {pdf}.")


Part = tuple[str, tuple[str, ...], list[tuple[object, ...]]]


def _parts(found: dict[str, Any]) -> Iterator[Part]:
    """Heading, headers and rows of each part."""
    yield _units(found)
    yield _proposals(found)
    yield _stages(found)
    yield from _decrees(found)
    yield _adverse(found)
    yield _objections(found)
    yield _rules(found)


def _units(found: dict[str, Any]) -> Part:
    headers = words(
        ("Unit", "Masuk", "Keluar", "Kebutuhan", "Pegawai", "Kekurangan", "Kelebihan"),
        ("Unit", "In", "Out", "Need", "People", "Short", "Over"),
    )
    moved = [unit for unit in found["units"] if unit["in"] or unit["out"]]
    whole = {"name": words("Seluruh instansi", "Whole agency"), **found["total"]}
    rows = [_unit(unit) for unit in (*moved, whole)]
    return words("Mutasi dan kesenjangan (awal → akhir)", "Moves and gaps (before → after)"), headers, rows


def _unit(unit: dict[str, Any]) -> tuple[object, ...]:
    ends = (f"{unit['before'][part]} → {unit['after'][part]}" for part in ("holders", "short", "over"))
    return unit["name"], unit["in"], unit["out"], unit["need"], *ends


def _proposals(found: dict[str, Any]) -> Part:
    headers = (
        *words(("Jenis", "Lanjutan", "Baru", "Berjalan"), ("Kind", "Carried over", "New", "Open")),
        *(label(state, language()) for state in ENDED),
    )
    rows: list[tuple[object, ...]] = []
    for kind in found["proposals"]:
        ended = [kind["states"].get(state.value, 0) for state in ENDED]
        going = sum(kind["states"].values()) - sum(ended)
        rows.append((kind["kind"], kind["carried"], kind["new"], going, *ended))
    return words("Usulan", "Proposals"), headers, rows


def _stages(found: dict[str, Any]) -> Part:
    headers = words(
        ("Tahap", "Selesai", "Median", "Terlama", "Usulan terlama"),
        ("Stage", "Ended", "Median", "Longest", "Longest proposal"),
    )
    rows: list[tuple[object, ...]] = [
        (label(State(one["state"]), language()), one["count"], one["median"], one["longest"], one["proposal"])
        for one in found["stages"]
    ]
    return words("Lama tahap (hari kerja)", "Time per stage (working days)"), headers, rows


def _decrees(found: dict[str, Any]) -> Iterator[Part]:
    from documents.catalogue import FORMS

    issued, void = found["decrees"]["issued"].items(), found["decrees"]["void"]
    rows: list[tuple[object, ...]] = [(words(FORMS[form].title, form), count) for form, count in issued]
    yield words("Keputusan", "Decrees"), words(("Bentuk", "Terbit"), ("Form", "Issued")), rows
    yield (
        words("Nomor batal", "Void numbers"),
        words(("Nomor", "Langkah", "Alasan"), ("Number", "Verb", "Reason")),
        [(one["number"], one["verb"], one["reason"]) for one in void],
    )


def _adverse(found: dict[str, Any]) -> Part:
    headers = words(
        ("Usulan", "Unit", "Temuan", "Perbaikan", "Penanggung jawab", "Tenggat"),
        ("Proposal", "Unit", "Finding", "Step", "Owner", "Due"),
    )
    names = ("proposal", "unit", "finding", "step", "owner", "due")
    return words("Temuan merugikan", "Adverse findings"), headers, [_pick(one, names) for one in found["adverse"]]


def _objections(found: dict[str, Any]) -> Part:
    headers = words(
        ("Keberatan", "Usulan", "Keputusan", "Diterima", "Jawaban", "Hari kerja", "Terlambat"),
        ("Objection", "Proposal", "Decree", "Received", "Outcome", "Working days", "Late"),
    )
    names = ("id", "proposal", "decree", "received", "outcome", "days", "late")
    return words("Keberatan", "Objections"), headers, [_pick(one, names) for one in found["objections"]]


def _rules(found: dict[str, Any]) -> Part:
    headers = words(("Ketentuan", "Kekuatan", "Keadaan", "Kali"), ("Rule", "Severity", "Outcome", "Times"))
    outcomes = words({"unmet": "tidak terpenuhi", "waived": "dikecualikan"}, {"unmet": "unmet", "waived": "waived"})
    rows: list[tuple[object, ...]] = [
        (one["rule"], one["severity"], outcomes[outcome], one["count"])
        for outcome, ones in found["rules"].items()
        for one in ones
    ]
    return words("Ketentuan", "Rules"), headers, rows


def _pick(one: dict[str, Any], names: tuple[str, ...]) -> tuple[object, ...]:
    return tuple(one[name] for name in names)
