"""Organisations of the invented city: bureaus, sections, wards, school districts, partners.

Prefecture 99 does not exist, so the municipal codes belong to no real place; their check digits
are right. On 1 April 2024 the tourism section took over the festival office, and one school
district joined its neighbour: both keep their lineage by ``successor``.
"""

from __future__ import annotations

from datetime import date

from hoshin.domain.plans import Organisation, OrganisationKind

CITY = "minatomi"
HAMATE, YAMATE, SHIMA = "ward-hamate", "ward-yamate", "ward-shima"
MINATO_SCHOOL, YAMATE_SCHOOL, HAMA_SCHOOL = "school-minato", "school-yamate", "school-hama"

PLANNING = "section-planning"
FESTIVAL_OFFICE, TOURISM_OLD, TOURISM = (
    "section-festival-2017",
    "section-tourism-2017",
    "section-tourism",
)
FISHERIES, BUSINESS = "section-fisheries", "section-business"
CHILDREN, HEALTH, SAFETY, LEARNING = (
    "section-children",
    "section-health",
    "section-safety",
    "section-learning",
)
ENVIRONMENT, WATER, PORT = "section-environment", "section-water", "section-port"

_FOUNDED = date(1954, 7, 1)
_REORGANISED = date(2024, 4, 1)
_DAY_BEFORE = date(2024, 3, 31)

_SECTIONS = (
    (PLANNING, "bureau-policy", "企画政策課", "Planning and Policy Section"),
    (FISHERIES, "bureau-industry", "水産課", "Fisheries Section"),
    (BUSINESS, "bureau-industry", "産業支援課", "Business Support Section"),
    (CHILDREN, "bureau-welfare", "こども課", "Children's Section"),
    (HEALTH, "bureau-welfare", "健康課", "Health Section"),
    (SAFETY, "bureau-policy", "くらし安全課", "Community Safety Section"),
    (LEARNING, "bureau-education", "学び推進課", "Learning Section"),
    (ENVIRONMENT, "bureau-environment", "環境課", "Environment Section"),
    (WATER, "bureau-environment", "水道課", "Water Section"),
    (PORT, "bureau-port", "港湾整備課", "Port Works Section"),
)
_BUREAUS = (
    ("bureau-policy", "政策局", "Policy Bureau"),
    ("bureau-industry", "産業局", "Industry Bureau"),
    ("bureau-welfare", "福祉局", "Welfare Bureau"),
    ("bureau-education", "教育委員会事務局", "Board of Education Office"),
    ("bureau-environment", "環境局", "Environment Bureau"),
    ("bureau-port", "港湾局", "Port Bureau"),
)
_WARDS = (
    (HAMATE, "浜手区", "Hamate Ward", "992020"),
    (YAMATE, "山手区", "Yamate Ward", "992038"),
    (SHIMA, "島区", "Shima Ward", "992046"),
)
_PARTNERS = (
    (
        "partner-university",
        OrganisationKind.UNIVERSITY,
        "港見海洋大学",
        "Minatomi Marine University",
    ),
    ("partner-bank", OrganisationKind.BANK, "みなとみ信用金庫", "Minatomi Shinkin Bank"),
    (
        "partner-fishers",
        OrganisationKind.ASSOCIATION,
        "港見漁業協同組合",
        "Minatomi Fishers' Union",
    ),
    ("partner-ferry", OrganisationKind.COMPANY, "港見汽船", "Minatomi Ferry Company"),
    ("partner-paper", OrganisationKind.MEDIA, "港見日報", "Minatomi Daily"),
    ("partner-city", OrganisationKind.PARTNER_CITY, "灯台町", "Todai Town"),
)


def organisations() -> tuple[Organisation, ...]:
    """The city, its bureaus and sections, areas for which values exist, and partners."""
    return (
        Organisation(
            id=CITY,
            name="港見市",
            name_en="Minatomi City",
            kind=OrganisationKind.CITY,
            municipal_code="992011",
            valid_from=_FOUNDED,
            note="架空の市です。 An invented city.",
        ),
        *(
            Organisation(id=i, name=ja, name_en=en, kind=OrganisationKind.BUREAU, parent=CITY)
            for i, ja, en in _BUREAUS
        ),
        *(
            Organisation(id=i, name=ja, name_en=en, kind=OrganisationKind.SECTION, parent=bureau)
            for i, bureau, ja, en in _SECTIONS
        ),
        *_reorganised(),
        *(
            Organisation(
                id=i,
                name=ja,
                name_en=en,
                kind=OrganisationKind.WARD,
                parent=CITY,
                municipal_code=code,
            )
            for i, ja, en, code in _WARDS
        ),
        *_school_districts(),
        *(Organisation(id=i, name=ja, name_en=en, kind=kind) for i, kind, ja, en in _PARTNERS),
    )


def _reorganised() -> tuple[Organisation, ...]:
    def section(
        identifier: str, ja: str, en: str, first: date, last: date | None, successor: str | None
    ) -> Organisation:
        return Organisation(
            id=identifier,
            name=ja,
            name_en=en,
            kind=OrganisationKind.SECTION,
            parent="bureau-industry",
            valid_from=first,
            valid_to=last,
            successor=successor,
        )

    opened = date(2017, 4, 1)
    return (
        section(FESTIVAL_OFFICE, "港まつり室", "Festival Office", opened, _DAY_BEFORE, TOURISM),
        section(TOURISM_OLD, "観光課", "Tourism Section", opened, _DAY_BEFORE, TOURISM),
        section(TOURISM, "観光交流課", "Tourism and Exchange Section", _REORGANISED, None, None),
    )


def _school_districts() -> tuple[Organisation, ...]:
    def district(
        identifier: str, ward: str, ja: str, en: str, last: date | None = None
    ) -> Organisation:
        return Organisation(
            id=identifier,
            name=ja,
            name_en=en,
            kind=OrganisationKind.SCHOOL_DISTRICT,
            parent=ward,
            valid_from=date(1980, 4, 1),
            valid_to=last,
            successor=MINATO_SCHOOL if last else None,
        )

    return (
        district(MINATO_SCHOOL, HAMATE, "港小学校区", "Minato School District"),
        district(YAMATE_SCHOOL, YAMATE, "山手小学校区", "Yamate School District"),
        district(HAMA_SCHOOL, HAMATE, "浜小学校区", "Hama School District", _DAY_BEFORE),
    )
