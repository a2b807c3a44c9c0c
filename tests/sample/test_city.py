"""The sample city is what it says it is: a city of honest shape, with people to move and places to move them to."""

import re
from collections import Counter
from datetime import date
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from app.sample import city as sample
from app.sample.workbook import to_bytes

TODAY = date(2026, 11, 2)
YEAR_AGO = date(2025, 11, 2)
RANKS = [f"{group}/{room}" for group in ("I", "II", "III", "IV") for room in ("abcde" if group == "IV" else "abcd")]
CONTRACT_RANKS = ["I", "IV", "V", "VII", "IX", "X", "XI"]
DEGREES = ["SD", "SLTP", "SLTA/SMK", "D-I", "D-II", "D-III", "D-IV", "S-1", "Profesi", "S-2", "S-3"]
MINUTES = {"tahun": 72_000, "bulan": 6_000, "minggu": 1_500, "hari": 300}
PREDICATES = {
    "diatas": {"diatas": "Sangat Baik", "sesuai": "Baik", "dibawah": "Kurang"},
    "sesuai": {"diatas": "Baik", "sesuai": "Baik", "dibawah": "Kurang"},
    "dibawah": {"diatas": "Butuh Perbaikan", "sesuai": "Butuh Perbaikan", "dibawah": "Sangat Kurang"},
}
COLUMNS = {
    "unit": "kode nama induk jenis minimum siasn_id",
    "jabatan": "kode nama unit jenis jenjang kelas golongan_min golongan_max pendidikan_min bidang_pendidikan "
    "kompetensi bup kebutuhan",
    "beban_kerja": "jabatan tugas volume per menit tanggal",
    "pegawai": "nip nama gelar_depan gelar_belakang tempat_lahir tanggal_lahir jenis_kelamin status golongan "
    "tmt_golongan pendidikan bidang_pendidikan jabatan tmt_jabatan nip_pasangan surel",
    "skp": "nip tahun hasil_kerja perilaku predikat",
    "kompetensi": "nip kompetensi level tanggal",
    "riwayat": "nip jabatan unit tmt sampai nomor_sk",
    "hukuman": "nip tingkat mulai selesai nomor_sk",
    "preferensi": "nip jabatan urutan alasan",
}

Row = dict[str, Any]


class City:
    """The workbook as a reader sees it, and the questions that several tests ask."""

    def __init__(self, path: Path) -> None:
        self.header: dict[str, list[str]] = {}
        self.sheets: dict[str, list[Row]] = {}
        book = CalamineWorkbook.from_path(path)
        for name in book.sheet_names:
            header, *rows = book.get_sheet_by_name(name).to_python()
            self.header[name] = [str(cell) for cell in header]
            self.sheets[name] = [dict(zip(self.header[name], row, strict=True)) for row in rows]
        self.units = {row["kode"]: row for row in self.sheets["unit"]}
        self.posts = {row["kode"]: row for row in self.sheets["jabatan"]}
        self.people = {row["nip"]: row for row in self.sheets["pegawai"]}
        self.holders = Counter(row["jabatan"] for row in self.sheets["pegawai"])
        self.staff = Counter(self.unit_of(row) for row in self.sheets["pegawai"])
        self.measured = {row["jabatan"]: row["tanggal"] for row in self.sheets["beban_kerja"]}

    def unit_of(self, person: Row) -> str:
        """The unit in which a person works."""
        return self.posts[person["jabatan"]]["unit"]

    @cached_property
    def need(self) -> dict[str, int]:
        """The seats of every post: rounded workload, or the stated need where nothing was measured."""
        sums: dict[str, Fraction] = {}
        for row in self.sheets["beban_kerja"]:
            share = Fraction(int(row["volume"]) * int(row["menit"]), MINUTES[row["per"]])
            sums[row["jabatan"]] = sums.get(row["jabatan"], Fraction(0)) + share
        return {
            code: int(sums[code] + Fraction(1, 2)) if code in sums else int(post["kebutuhan"])
            for code, post in self.posts.items()
        }

    def gap(self, names: str, unit_names: str = "") -> int:
        """People minus seats over the posts whose name, in the units whose name, matches the pattern."""
        return sum(
            self.holders[code] - self.need[code]
            for code, post in self.posts.items()
            if re.search(names, post["nama"]) and re.search(unit_names, self.units[post["unit"]]["nama"])
        )

    def punished_now(self) -> set[str]:
        """Who serves a sanction today."""
        return {row["nip"] for row in self.sheets["hukuman"] if not row["selesai"] or row["selesai"] >= TODAY}

    def eligible(self) -> list[Row]:
        """Civil servants of two years in post, twice at least Baik, without a running sanction."""
        good = Counter(row["nip"] for row in self.sheets["skp"] if row["predikat"] in ("Baik", "Sangat Baik"))
        punished = self.punished_now()
        return [
            person
            for nip, person in self.people.items()
            if person["status"] == "PNS"
            and person["tmt_jabatan"] <= date(2024, 11, 2)
            and good[nip] == 2
            and nip not in punished
        ]

    def suits(self, person: Row, code: str) -> bool:
        """Whether rank (one lower allowed), education and field of study fit, for a post of the same type elsewhere."""
        post, here = self.posts[code], self.posts[person["jabatan"]]
        lowest, highest = RANKS.index(post["golongan_min"]) - 1, RANKS.index(post["golongan_max"])
        fields = post["bidang_pendidikan"].split(";") if post["bidang_pendidikan"] else []
        return (
            post["jenis"] == here["jenis"]
            and post["unit"] != here["unit"]
            and lowest <= RANKS.index(person["golongan"]) <= highest
            and level(person["pendidikan"]) >= level(post["pendidikan_min"])
            and (not fields or person["bidang_pendidikan"] in fields)
        )


def level(degree: str) -> int:
    """The height of a degree; D-IV is as high as S-1."""
    return DEGREES.index("S-1" if degree == "D-IV" else degree)


@pytest.fixture(scope="module")
def city() -> City:
    return City(sample.PATH)


@pytest.fixture(scope="module")
def made() -> bytes:
    return to_bytes(sample.build_city())


def test_the_sheets_have_the_promised_names_and_columns(city: City) -> None:
    assert {name: " ".join(header) for name, header in city.header.items()} == COLUMNS


def test_a_second_run_writes_the_same_bytes(made: bytes) -> None:
    assert made == to_bytes(sample.build_city())


def test_the_workbook_beside_the_generator_is_what_it_makes(made: bytes, tmp_path: Path, city: City) -> None:
    again = tmp_path / "city.xlsx"
    again.write_bytes(made)
    assert City(again).sheets == city.sheets


def test_the_workbook_is_small_enough_to_ship() -> None:
    assert sample.PATH.stat().st_size < 700_000


def test_the_city_has_the_size_of_a_small_agency(city: City) -> None:
    assert 180 <= len(city.units) <= 260
    assert 700 <= len(city.posts) <= 1200
    assert 1150 <= sum(city.need.values()) <= 1400
    assert 950 <= len(city.people) <= 1150 < sum(city.need.values())


def test_codes_and_numbers_are_unique_text(city: City) -> None:
    for sheet, key in (("unit", "kode"), ("jabatan", "kode"), ("pegawai", "nip")):
        values = [row[key] for row in city.sheets[sheet]]
        assert all(isinstance(value, str) for value in values)
        assert len(set(values)) == len(values)
    assert any(code.startswith("0") for code in city.units)


def test_dates_are_real_dates(city: City) -> None:
    for sheet, columns in {
        "beban_kerja": "tanggal",
        "pegawai": "tanggal_lahir tmt_golongan tmt_jabatan",
        "kompetensi": "tanggal",
        "riwayat": "tmt sampai",
        "hukuman": "mulai",
    }.items():
        for column in columns.split():
            assert all(type(row[column]) is date for row in city.sheets[sheet])


def test_units_are_a_tree_under_the_city_government_and_one_under_each_other_agency(city: City) -> None:
    roots = [row for row in city.sheets["unit"] if not row["induk"]]
    assert [row["nama"] for row in roots] == [
        *("Pemerintah Kota Telaga Sari", "Pemerintah Kabupaten Rawa Indah", "Pemerintah Provinsi Telaga Raya"),
        *("Pemerintah Kota Pasir Kencana", "Pemerintah Provinsi Selat Biru", "Badan Pelayanan Data Nasional"),
    ]
    for code in city.units:
        seen = set()
        while city.units[code]["induk"]:
            assert code not in seen
            seen.add(code)
            code = city.units[code]["induk"]
        assert code in {root["kode"] for root in roots}


def test_the_city_has_thirty_offices_eight_districts_health_centres_and_schools(city: City) -> None:
    kinds = Counter(row["jenis"] for row in city.sheets["unit"] if not row["kode"].startswith("9"))
    assert kinds["dinas"] + kinds["badan"] + kinds["inspektorat"] + kinds["satuan"] >= 25
    assert (kinds["kecamatan"], kinds["puskesmas"], kinds["rumah sakit"]) == (8, 8, 1)
    assert kinds["kelurahan"] >= 20
    assert kinds["sekolah"] >= 15


def test_every_post_is_in_a_unit_that_exists(city: City) -> None:
    assert {post["unit"] for post in city.posts.values()} <= set(city.units)


def test_posts_state_what_they_ask_in_the_words_of_the_law(city: City) -> None:
    for post in city.posts.values():
        assert post["jenis"] in ("jpt", "administrator", "pengawas", "fungsional", "pelaksana")
        assert bool(post["jenjang"]) is (post["jenis"] != "pelaksana")
        assert RANKS.index(post["golongan_min"]) <= RANKS.index(post["golongan_max"])
        assert post["pendidikan_min"] in DEGREES
        assert re.fullmatch(r"([^:;]+:[1-5];)*[^:;]+:[1-5]", post["kompetensi"])
        assert 1 <= post["kelas"] <= 17
        assert post["bup"] in (58, 60)


def test_a_post_has_either_a_workload_or_a_stated_need(city: City) -> None:
    assert all((code in city.measured) is not bool(post["kebutuhan"]) for code, post in city.posts.items())
    assert set(city.measured) <= set(city.posts)


def test_every_post_needs_somebody_and_a_leader_is_one_person(city: City) -> None:
    assert min(city.need.values()) >= 1
    assert all(
        city.need[code] == 1
        for code, post in city.posts.items()
        if post["jenis"] in ("jpt", "administrator", "pengawas")
    )


def test_most_workloads_are_fresh_and_a_few_are_stale(city: City) -> None:
    stale = [code for code, measured in city.measured.items() if measured < YEAR_AGO]
    assert 10 <= len(stale) <= 60
    assert max(city.measured.values()) < TODAY


def test_every_holder_sits_on_a_post_that_exists(city: City) -> None:
    assert {person["jabatan"] for person in city.people.values()} <= set(city.posts)


def test_numbers_agree_with_birth_sex_and_status(city: City) -> None:
    for nip, person in city.people.items():
        assert re.fullmatch(r"\d{18}", nip)
        assert nip[:8] == f"{person['tanggal_lahir']:%Y%m%d}"
        assert nip[14] == {"L": "1", "P": "2"}[person["jenis_kelamin"]]
        assert int(nip[15:]) >= 1
        month = 1 if person["status"] == "PPPK" else int(nip[12:14])
        started = date(int(nip[8:12]), month, 1)
        age = (started - person["tanggal_lahir"]).days / 365.25
        assert 18 <= age <= (45 if person["status"] == "PPPK" else 40)
        assert started <= person["tmt_jabatan"] <= TODAY
        assert started <= person["tmt_golongan"] <= TODAY


def test_the_rank_is_one_of_the_status(city: City) -> None:
    for person in city.people.values():
        assert person["golongan"] in (CONTRACT_RANKS if person["status"] == "PPPK" else RANKS)


def test_holders_have_the_education_that_their_post_asks_for(city: City) -> None:
    for person in city.people.values():
        assert level(person["pendidikan"]) >= level(city.posts[person["jabatan"]]["pendidikan_min"])


def test_most_are_civil_servants_and_some_are_new_or_on_contract(city: City) -> None:
    status = Counter(person["status"] for person in city.people.values())
    assert status["PNS"] > 0.75 * len(city.people)
    assert status["CPNS"] >= 15
    assert status["PPPK"] >= 60


def test_nobody_is_older_than_the_post_allows_and_some_retire_within_a_year(city: City) -> None:
    left = [
        person["tanggal_lahir"].replace(
            day=1, year=person["tanggal_lahir"].year + int(city.posts[person["jabatan"]]["bup"])
        )
        for person in city.people.values()
    ]
    assert min(left) >= date(2026, 11, 1)
    assert sum(day < date(2027, 11, 2) for day in left) >= 15


def test_names_are_unique_and_some_are_one_word_or_carry_titles(city: City) -> None:
    names = [person["nama"] for person in city.people.values()]
    assert len(set(names)) == len(names)
    assert sum(" " not in name for name in names) >= 10
    assert sum(bool(person["gelar_depan"]) for person in city.people.values()) >= 20
    assert sum(bool(person["gelar_belakang"]) for person in city.people.values()) >= 500


def test_mail_goes_to_a_domain_that_cannot_exist(city: City) -> None:
    addresses = [person["surel"] for person in city.people.values() if person["surel"]]
    assert len(set(addresses)) == len(addresses)
    assert all(re.fullmatch(r"[a-z.]+\d*@telagasari\.example", address) for address in addresses)


def test_spouses_name_each_other_and_some_work_in_one_unit(city: City) -> None:
    couples = [
        (person, city.people[person["nip_pasangan"]]) for person in city.people.values() if person["nip_pasangan"]
    ]
    assert len(couples) >= 50
    for one, other in couples:
        assert other["nip_pasangan"] == one["nip"]
        assert one["jenis_kelamin"] != other["jenis_kelamin"]
    assert sum(city.unit_of(one) == city.unit_of(other) for one, other in couples) >= 8


def test_predicates_follow_the_matrix(city: City) -> None:
    for row in city.sheets["skp"]:
        assert row["predikat"] == PREDICATES[row["hasil_kerja"]][row["perilaku"]]


def test_most_appraisals_are_good_and_some_are_bad_or_missing(city: City) -> None:
    share = Counter(row["predikat"] for row in city.sheets["skp"])
    assert share["Baik"] > 0.7 * share.total()
    assert min(share[name] for name in ("Sangat Baik", "Butuh Perbaikan", "Kurang", "Sangat Kurang")) >= 3
    assert {row["tahun"] for row in city.sheets["skp"]} == {2024, 2025}
    years = Counter(row["nip"] for row in city.sheets["skp"])
    assert max(years.values()) == 2
    assert sum(person["status"] == "PNS" and years[nip] < 2 for nip, person in city.people.items()) >= 15


def test_records_are_about_people_and_posts_that_exist(city: City) -> None:
    for sheet in ("skp", "kompetensi", "riwayat", "hukuman", "preferensi"):
        assert {row["nip"] for row in city.sheets[sheet]} <= set(city.people)
    assert {row["jabatan"] for row in city.sheets["preferensi"]} <= set(city.posts)


def test_some_competences_were_assessed_long_ago(city: City) -> None:
    dates = [row["tanggal"] for row in city.sheets["kompetensi"]]
    assert max(dates) < TODAY
    assert 0.03 < sum(day < date(2024, 11, 2) for day in dates) / len(dates) < 0.2
    assert all(1 <= row["level"] <= 5 for row in city.sheets["kompetensi"])


def test_careers_end_where_the_next_post_begins(city: City) -> None:
    for row in city.sheets["riwayat"]:
        assert row["tmt"] < row["sampai"] < city.people[row["nip"]]["tmt_jabatan"]
        assert row["tmt"] >= date(int(row["nip"][8:12]), int(row["nip"][12:14]), 1)


def test_some_sanctions_run_and_others_have_ended(city: City) -> None:
    running = city.punished_now()
    assert 5 <= len(running) < len(city.sheets["hukuman"])
    assert {row["tingkat"] for row in city.sheets["hukuman"]} == {"ringan", "sedang", "berat"}
    assert all(row["mulai"] < TODAY for row in city.sheets["hukuman"])


def test_wishes_are_ranked_without_gaps_and_never_for_the_own_post(city: City) -> None:
    orders: dict[str, list[int]] = {}
    for row in city.sheets["preferensi"]:
        orders.setdefault(row["nip"], []).append(int(row["urutan"]))
        assert row["jabatan"] != city.people[row["nip"]]["jabatan"]
        assert row["alasan"].endswith(".")
    assert 140 <= len(orders) <= 170
    assert all(ranked == list(range(1, len(ranked) + 1)) for ranked in orders.values())


def test_nurses_teachers_computer_and_finance_people_are_short_where_the_city_says_so(city: City) -> None:
    outer = "Telaga Hulu|Tanjung Awan|Muara Saga"
    assert city.gap("^Perawat", f"Puskesmas ({outer})") <= -5
    assert city.gap("^Guru", f"SD Negeri . ({outer})") <= -5
    assert city.gap("^Pranata Komputer") <= -8
    assert city.gap("^Analis Keuangan") <= -12


def test_inner_schools_and_secretariats_have_more_people_than_seats(city: City) -> None:
    assert city.gap("^Guru", r"Telaga Kota|Sari Mulya|Kebon Randu") >= 4
    assert city.gap("^(Penelaah|Pengadministrasi)", "^(Sekretariat|Bagian)") >= 10


def test_the_continuity_rule_bites_in_some_units_and_not_in_others(city: City) -> None:
    floors = {code: int(row["minimum"]) for code, row in city.units.items() if row["minimum"]}
    tight = [code for code, floor in floors.items() if city.staff[code] <= floor]
    assert 10 <= len(tight) <= len(floors) - 20


def test_at_least_120_people_can_move_at_once_to_at_least_40_posts(city: City) -> None:
    free = {code: city.need[code] - city.holders[code] for code in city.measured if city.measured[code] >= YEAR_AGO}
    spare = {code: city.staff[code] - int(city.units[code]["minimum"] or 0) for code in city.units}
    options = {
        person["nip"]: [code for code, seats in free.items() if seats >= 1 and city.suits(person, code)]
        for person in city.eligible()
    }
    targets: Counter[str] = Counter()
    for nip, posts in sorted(options.items(), key=lambda item: (len(item[1]), item[0])):
        unit = city.unit_of(city.people[nip])
        open_posts = [code for code in posts if targets[code] < free[code]]
        if open_posts and spare[unit] >= 1:
            targets[min(open_posts, key=lambda code: (targets[code], code))] += 1
            spare[unit] -= 1
    assert targets.total() >= 120
    assert len(targets) >= 40
