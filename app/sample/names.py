"""Invented people's names from several Indonesian cultures."""

from dataclasses import dataclass
from random import Random


@dataclass(frozen=True, slots=True)
class Culture:
    """Given names for men and women, what follows them, and towns of birth; `single` is the share of one-word names."""

    weight: int
    men: tuple[str, ...]
    women: tuple[str, ...]
    last: tuple[str, ...]
    towns: tuple[str, ...]
    single: float = 0.0


def words(text: str) -> tuple[str, ...]:
    """A table written as one line; an underscore stands for a blank inside a name."""
    return tuple(word.replace("_", " ") for word in text.split())


CULTURES = (
    Culture(  # Jawa
        28,
        words(
            "Bambang Slamet Wahyu Eko Teguh Sugeng Hariyanto Purwadi Tri_Atmojo Danang Yoga Gilang Seno Bayu Jatmiko"
        ),
        words("Sri_Lestari Endang Retno Wulan Dwi_Astuti Ningsih Sekar Ratna Sulastri Puji Kartika Laras Wening Utami"),
        words(
            "Hadisuwito Prawirodimejo Wiryawan Kusumastono Sastroatmojo Nugrahadi Wicaksana Pamungkas Purbaningrat "
            "Sumantoro Wirasbowo Mangunharjo Raharjanto Setyawardana"
        ),
        words("Klaten Wonosobo Kediri Blitar Purworejo Magelang"),
        0.12,
    ),
    Culture(  # Sunda
        14,
        words("Asep Dadang Ujang Cecep Iwan Deden Yayan Rahmat Entis Agus_Taufik Dudung Wawan Ridwan_Saeful"),
        words("Neneng Euis Teti Lilis Imas Rina_Marlina Cucu Dedeh Elis Tati Nunung Ai_Siti Wida"),
        words(
            "Sukmawijaya Kartasasmita Suryapermana Wirahadi Gandasubrata Natapraja Somantri Kusumadinata Permadi "
            "Hidayatullah Suherlan Tirtawinata"
        ),
        words("Garut Sumedang Ciamis Sukabumi Tasikmalaya"),
        0.06,
    ),
    Culture(  # Batak
        13,
        words("Parlindungan Tumpal Saut Binsar Hotman_Rudi Maruli Jonggi Togar Halomoan Poltak Bonar Sahat"),
        words("Tiur Rotua Lamria Rosintan Duma Masniari Herlina Nurmala Lasma Dame Tiominar Marintan"),
        words(
            "Simanullang Hutagaol Lumbanraja Sihaloho Tampubolon Nainggolan Manurung Situngkir Rajagukguk Sianturi "
            "Pakpahan Ambarita Harahap Lubis Ginting"
        ),
        words("Balige Tarutung Sibolga Porsea Sidikalang"),
    ),
    Culture(  # Minang
        10,
        words("Syafril Yusrizal Zulkarnain Hendri Afrizal Ilham Syahrul Firdaus Nasrul Erizal Mukhlis"),
        words("Yusneli Rahmadani Desi_Fitria Elvira Gusmawati Nilam Syofia Yulinar Rosnida Mardiana Zuraida"),
        words("Tanjung Chaniago Koto Piliang Jambak Sikumbang Guci Melayu Bendang Panyalai Caniago_Putra"),
        words("Bukittinggi Payakumbuh Solok Pariaman Batusangkar"),
    ),
    Culture(  # Bugis and Makassar
        9,
        words("Andi_Baso Muh._Takdir Daeng_Mattola Baharuddin Syamsul Arfah Ambo_Upe Rusdianto Kamaruddin La_Tenri"),
        words("Andi_Besse Tenri_Ola Hasnawati Rosmiati Nurhaeda Sitti_Aminah Daeng_Ratu Masita Indo_Upe Hasriani"),
        words(
            "Pallawagau Tonralipu Mappasessu Lamakkaraseng Paturungi Palaguna Tenriajeng Mattulada_Amin Pabeangi "
            "Passallo"
        ),
        words("Watampone Sengkang Sinjai Pangkajene Bulukumba"),
    ),
    Culture(  # Bali
        7,
        words("I_Wayan I_Made I_Nyoman I_Ketut I_Gede I_Komang I_Putu"),
        words("Ni_Wayan Ni_Made Ni_Nyoman Ni_Ketut Ni_Luh Ni_Komang Ni_Putu"),
        words(
            "Sudarmika Astrawan Puspayasa Widnyaputra Artamayasa Suardipta Kerthiyasa Darmawasita Sukertayasa "
            "Mahendrayana Wirasanjaya Adnyapala"
        ),
        words("Gianyar Bangli Tabanan Singaraja Klungkung"),
    ),
    Culture(  # Tionghoa-Indonesia
        5,
        words("Hendra Steven Budiman Rudy Felix Andreas Yohan Kevin"),
        words("Meilani Lianawati Vivian Silvia Yenny Christine Fransiska Melinda"),
        words("Tanuraharja Liemanto Wijayakencana Gozalim Halimsetia Oeijanto Kosasihwan Tedjasurya Hartonolim"),
        words("Singkawang Semarang Medan Pangkalpinang"),
    ),
    Culture(  # Papua
        5,
        words("Yosias Melkias Otniel Derek Barnabas Yunus Elisa Septinus"),
        words("Yosina Marthina Orpa Naomi Ester Dorkas Yuliana Selvina"),
        words("Wamburi Kambuaya Rumadas Yarisetou Mandaben Sawakwai Koridama Ayomira Waromira"),
        words("Serui Biak Sentani Manokwari Fakfak"),
    ),
    Culture(  # Maluku, Nusa Tenggara, Minahasa
        6,
        words("Frangky Yopie Ferdinan Markus Semuel Hendrik Ronaldo Aloysius Kornelis"),
        words("Deisy Yuliance Maria_Goreti Adolfina Fientje Olivia Bernadeta Femmy Agustina"),
        words("Tuhumena Latupeira Manuputi Lalamentu Rorimpan Kaunangan Nalebobi Mesakhoi Tefaleu Bria_Seran"),
        words("Masohi Tomohon Soe Larantuka Atambua"),
    ),
    Culture(  # Banjar and Melayu
        8,
        words("Fahrurazi Norhadi Ahmad_Ramli Akhmad_Syarif Jamhari Rusmadi Tengku_Azhar Zainuddin Sulaiman Hairani"),
        words("Norlaila Rahimah Siti_Norhayati Mastura Aulia Jamilah Raudah Salmah Zubaidah Khairunnisa"),
        words("Basirun Marhusin Alfianur Burhanudin Sabriansyah Mahyudinor Anwarsyah Darmansyah Hasbullahnor"),
        words("Martapura Kandangan Barabai Tembilahan Siak"),
        0.08,
    ),
    Culture(  # Aceh, Betawi, Madura
        5,
        words("Teuku_Rizal Cut_Bang Mathari Hosnan Mursyid Rojali Sanusi Naimun"),
        words("Cut_Mutiara Marfuah Halimah Zainab Romlah Munaroh Hosniyah Nuraini"),
        words("Alamsyahputra Hosnawi Bustamin Daudsyah Suhaimi Marjukih Mardanih Zakariansyah"),
        words("Sigli Bireuen Sampang Sumenep Tangerang"),
        0.1,
    ),
)


@dataclass(frozen=True, slots=True)
class Identity:
    """Who a person is before the person has a career."""

    name: str
    sex: str
    town: str


def new_identity(rng: Random, taken: set[str]) -> Identity:
    """A person's name that nobody in the city has yet, with sex (L, P) and town of birth."""
    while True:
        culture = rng.choices(CULTURES, weights=[culture.weight for culture in CULTURES])[0]
        sex = rng.choice("LP")
        given = rng.choice(culture.men if sex == "L" else culture.women)
        name = given if rng.random() < culture.single else f"{given} {rng.choice(culture.last)}"
        if name not in taken:
            taken.add(name)
            return Identity(name, sex, rng.choice(culture.towns))
