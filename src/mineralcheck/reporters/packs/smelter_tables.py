"""The tables of the packs that list smelters or count them by status."""

from collections import Counter
from collections.abc import Iterator

from mineralcheck.campaign.countries import origins_by_smelter
from mineralcheck.campaign.parts import Part, PartKind, mineral_part
from mineralcheck.campaign.smelters import ConsolidatedSmelter
from mineralcheck.model.match import StatusValue
from mineralcheck.reporters.columns import Value
from mineralcheck.reporters.packs import display as d
from mineralcheck.reporters.packs.content import PackColumn as Column
from mineralcheck.reporters.packs.content import PackTable
from mineralcheck.reporters.packs.tables import Rows, Subject

_MINERAL = Column("mineral", d.as_topic, 13)
_IDENTITY = (
    _MINERAL,
    Column("smelter_id", d.as_text, 11),
    Column("smelter", d.as_text, 30),
    Column("smelter_country", d.as_text, 16),
)
_STATUS = Column("status", d.as_word("status"), 12)
_LIST_DATE = Column("list_date", d.as_text, 11)


def of_subject(subject: Subject) -> Iterator[ConsolidatedSmelter]:
    """Smelters of the minerals of a pack, in the order in which minerals are printed."""
    found = (one for one in subject.roll_up.smelters() if subject.has(one.mineral))
    yield from sorted(found, key=lambda one: (mineral_part(one.mineral).order, one.smelter_id))


def _identity(one: ConsolidatedSmelter) -> tuple[Value, ...]:
    return one.mineral, one.smelter_id, one.name, one.country or None


def smelters(subject: Subject) -> PackTable:
    """Every smelter with country and status; without suppliers, for this is the table for the public."""
    columns = (*_IDENTITY, _STATUS, Column("programme", d.as_text, 12), _LIST_DATE)
    rows = tuple(
        (*_identity(one), one.status.value, one.programme, one.status_as_of) for one in of_subject(subject)
    )
    return PackTable("smelters", columns, rows)


def smelters_with_evidence(subject: Subject) -> PackTable:
    """Every smelter with what the status list says; the address is for the company to add."""
    columns = (
        *_IDENTITY,
        Column("address_to_add", d.as_text, 16, to_fill=True),
        _STATUS,
        Column("status_text", d.as_text, 14),
        Column("programme", d.as_text, 11),
        _LIST_DATE,
        Column("reassessment_due", d.as_text, 12),
    )
    rows = tuple(
        (
            *_identity(one),
            None,
            one.status.value,
            one.status_text,
            one.programme,
            one.status_as_of,
            one.reassessment_due,
        )
        for one in of_subject(subject)
    )
    return PackTable("smelters_with_evidence", columns, rows)


def smelters_without_evidence(subject: Subject) -> PackTable:
    """Smelters that no status list calls conformant, with the countries of origin named in their rows."""
    columns = (
        *_IDENTITY,
        _STATUS,
        Column("stated_origin_countries", d.as_text, 30),
        Column("suppliers", d.as_count, 10, right=True),
    )
    origins = origins_by_smelter(subject.roll_up.view)
    rows = tuple(
        (
            *_identity(one),
            one.status.value,
            "; ".join(origins.get((one.mineral, one.smelter_id), ())) or None,
            one.suppliers,
        )
        for one in of_subject(subject)
        if one.status is not StatusValue.CONFORMANT
    )
    return PackTable("smelters_without_evidence", columns, rows)


def status(subject: Subject) -> PackTable:
    """Distinct smelters by mineral and status, and their sum; a smelter of two minerals counts for each."""
    columns = (
        Column("part", d.as_part, 20),
        *(Column(one.value, d.as_count, 12, right=True) for one in StatusValue),
        Column("smelters", d.as_count, 12, right=True),
    )
    counted: dict[Part, Counter[StatusValue]] = {}
    for one in of_subject(subject):
        for part in (mineral_part(one.mineral), subject.main):
            counted.setdefault(part, Counter())[one.status] += 1
    # The sum comes last, as in every table of counts that people print.
    parts = sorted(counted, key=lambda part: (part.kind is not PartKind.MINERAL, part.order))
    rows: Rows = tuple(
        (str(part), *(counted[part][one] for one in StatusValue), counted[part].total()) for part in parts
    )
    return PackTable("status", columns, rows)


def programmes(subject: Subject) -> PackTable:
    """Conformant smelters by the programme that the status list names: whose conformance it is."""
    columns = (
        Column("mineral", d.as_topic, 30),
        Column("programme", d.as_text, 40),
        Column("conformant", d.as_count, 20, right=True),
    )
    counted = Counter(
        (mineral_part(one.mineral).order, one.mineral, one.programme or "")
        for one in of_subject(subject)
        if one.status is StatusValue.CONFORMANT
    )
    rows = tuple((mineral, name or None, count) for (_, mineral, name), count in sorted(counted.items()))
    return PackTable("programmes", columns, rows)


def reassessment(subject: Subject) -> PackTable:
    """Smelters whose list gives a day of re-assessment, and those for which it has passed."""
    columns = (
        Column("mineral", d.as_topic, 40),
        Column("smelters", d.as_count, 20, right=True),
        Column("with_reassessment_date", d.as_count, 20, right=True),
        Column("reassessment_passed", d.as_count, 20, right=True),
    )
    as_of = subject.roll_up.info.as_of
    counted: dict[str, list[int]] = {}
    for one in of_subject(subject):
        own = counted.setdefault(one.mineral, [0, 0, 0])
        own[0] += 1
        own[1] += one.reassessment_due is not None
        own[2] += one.reassessment_due is not None and one.reassessment_due < as_of
    return PackTable("reassessment", columns, tuple((name, *own) for name, own in counted.items()))
