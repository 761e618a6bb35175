"""A roll-up -> a pack: the plan says which tables, the texts say what stands around them."""

from collections.abc import Iterator

from mineralcheck import __version__
from mineralcheck.campaign.metric import definitions
from mineralcheck.campaign.parts import Part, PartKind
from mineralcheck.campaign.report import RollUp
from mineralcheck.reporters.packs import smelter_tables, supplier_tables, tables
from mineralcheck.reporters.packs.content import Block, Pack, PackTable
from mineralcheck.reporters.packs.kinds import PackName
from mineralcheck.reporters.packs.plan import Section, plan
from mineralcheck.reporters.packs.tables import Subject
from mineralcheck.reporters.packs.texts import LANGUAGES, SectionTexts, environment, texts
from mineralcheck.reporters.rollup_words import shown, word
from mineralcheck.reporters.terminal import safe

_MAKERS = {
    **tables.figure_tables(),
    "smelters": smelter_tables.smelters,
    "smelters_with_evidence": smelter_tables.smelters_with_evidence,
    "smelters_without_evidence": smelter_tables.smelters_without_evidence,
    "status": smelter_tables.status,
    "programmes": smelter_tables.programmes,
    "reassessment": smelter_tables.reassessment,
    "suppliers": supplier_tables.suppliers,
    "risk_levels": supplier_tables.risk_levels,
    "next_actions": supplier_tables.next_actions,
    "corrective_actions": supplier_tables.corrective_actions_table,
}
_DEFINITIONS = "definitions"


def compose(roll_up: RollUp, name: PackName, language: str) -> Pack:
    """Put a pack together; a language without texts of packs gets English ones."""
    return _Composer(roll_up, name, language if language in LANGUAGES else LANGUAGES[0]).pack()


class _Composer:
    def __init__(self, roll_up: RollUp, name: PackName, language: str) -> None:
        self._name, self._language = name, language
        self._plan = plan().packs[name]
        self._subject = Subject(roll_up, self._plan.group)
        self._texts = texts(language)
        self._own = self._texts.packs[name]
        self._environment = environment(escaped=False)
        self._tables: list[PackTable] = []
        info = roll_up.info
        self._values: dict[str, object] = {
            "day": info.as_of.isoformat(),
            "list_days": ", ".join(d.isoformat() for d in info.list_dates),
            "version": info.tool_version or __version__,
            "has_roster": roll_up.view.has_roster,
            "figure": self._figure,
        }

    def pack(self) -> Pack:
        """The whole pack."""
        blocks = [Block("notice", text) for text in self._paragraphs(self._texts.limits)]
        blocks += [Block("paragraph", text) for text in self._paragraphs(self._own.about)]
        for section in self._plan.sections:
            blocks += self._section(section)
        return Pack(
            name=self._name,
            language=self._language,
            title=self._own.title,
            day=self._subject.roll_up.info.as_of,
            blocks=tuple(blocks),
            tables=tuple(self._tables),
        )

    def _section(self, section: Section) -> Iterator[Block]:
        words = self._section_texts(section.name)
        yield Block("section", words.heading)
        yield from (Block("paragraph", text) for text in self._paragraphs(words.text))
        for text in self._paragraphs(words.company):
            yield Block("company", f"{self._texts.company_label} {text}")
        for name in section.tables:
            yield from self._table(self._made(name))
        if section.tables[-1:] == ("lists",):
            yield Block("paragraph", self._fill(self._texts.made))

    def _section_texts(self, name: str) -> SectionTexts:
        return self._own.sections.get(name) or self._texts.sources

    def _made(self, name: str) -> PackTable:
        made = tables.definitions(self._used()) if name == _DEFINITIONS else _MAKERS[name](self._subject)
        self._tables.append(made)
        return made

    def _used(self) -> list[str]:
        """Figures that are in the tables of the pack, in the order of the definitions."""
        names = {name for s in self._plan.sections for t in s.tables for name in plan().figures.get(t, ())}
        return [name for name in definitions() if name in names]

    def _table(self, table: PackTable) -> Iterator[Block]:
        words = self._texts.tables[table.name]
        yield Block("heading", words.title)
        yield from (Block("paragraph", text) for text in self._paragraphs(words.note))
        if not table.rows:
            yield Block("paragraph", self._texts.nothing)
            return
        yield self._grid(table, words.title)

    def _grid(self, table: PackTable, title: str) -> Block:
        shown = [
            tuple(safe(c.shown(value, self._language)) for c, value in zip(table.columns, row, strict=True))
            for row in table.rows
        ]
        kept = [n for n, c in enumerate(table.columns) if c.to_fill or any(row[n] for row in shown)]
        columns = [table.columns[n] for n in kept]
        return Block(
            "table",
            text=title,
            header=tuple(self._title(column.key) for column in columns),
            rows=tuple(tuple(row[n] for n in kept) for row in shown),
            widths=tuple(column.width for column in columns),
            right=tuple(column.right for column in columns),
        )

    def _title(self, key: str) -> str:
        return self._texts.columns.get(key) or word(f"status.{key}", self._language)

    def _figure(self, name: str, question: str = "") -> str:
        """A figure about the whole of the pack in words, or about a question."""
        part = Part(PartKind.QUESTION, question) if question else self._subject.main
        return shown(self._subject.roll_up.figure(name, part), self._language)

    def _fill(self, template: str) -> str:
        return safe(self._environment.from_string(template).render(self._values).strip())

    def _paragraphs(self, template: str) -> Iterator[str]:
        filled = self._environment.from_string(template).render(self._values)
        for paragraph in filled.split("\n\n"):
            if text := safe(self._joined(paragraph)):
                yield text

    def _joined(self, paragraph: str) -> str:
        # Japanese has no blanks between words, nor between lines.
        return ("" if self._language == "ja" else " ").join(
            line.strip() for line in paragraph.strip().split("\n")
        )
