"""What is embedded about each file: numbers of texts and of rows that many files have in common."""

from array import array
from collections.abc import Iterator, Mapping

from mineralcheck.check.report import AnswerReport, CheckReport, SmelterReport, SubmissionReport
from mineralcheck.model.cells import CellRef
from mineralcheck.model.match import Match, SmelterStatus
from mineralcheck.reporters.html.findings import Split
from mineralcheck.reporters.html.pool import Rows, Strings


class Pools:
    """Everything that files share. Rows of each table are documented beside its name."""

    def __init__(self) -> None:
        self.strings = Strings()
        self.answers = Rows()
        """question, mineral, cell, answer, comment"""
        self.findings = Rows()
        """code, name, severity, cell, message, fix, then the values in the texts: found, expected, ..."""
        self.smelters = Rows()
        """mineral, id, name, country, status, text of the list, as of, source"""
        self.rows = Rows()
        """mineral, smelter or -1, id, look-up, name, country as declared, tier, reason, score, candidates"""
        self.lists: list[array[int]] = []
        """the smelter list of each file, as embedded"""
        self.open = Rows()
        """topic, mineral, cell"""

    def tables(self) -> Mapping[str, Rows]:
        """Tables of rows by their names in the page; the texts come after them."""
        return {
            "answers": self.answers,
            "findings": self.findings,
            "smelters": self.smelters,
            "rows": self.rows,
            "open": self.open,
        }

    def minerals(self) -> list[int]:
        """Mineral of what a row of a smelter list says, by the number of what it says."""
        return [row[0] for row in self.rows if isinstance(row[0], int)]

    def cell(self, cell: CellRef | None) -> int:
        """Number of a place."""
        return self.strings.add(str(cell)) if cell else 0

    def record(self, report: CheckReport) -> list[object]:
        """A file: path, verdict, message, findings, then what it declares, if it could be read."""
        text = self.strings.add
        head = [text(report.path), text(report.verdict.value), text(report.message)]
        self.lists.append(array("i", self._smelter_rows(report.submission) if report.submission else ()))
        findings = [self._finding(report, number) for number in range(len(report.findings))]
        return [*head, findings, *(self._submission(report.submission) if report.submission else ())]

    def _finding(self, report: CheckReport, number: int) -> int:
        finding = report.findings[number]
        split, text = Split(finding), self.strings.add
        return self.findings.add(
            text(finding.code),
            text(finding.name),
            text(finding.severity.value),
            self.cell(finding.cell),
            text(split.message),
            text(split.fix),
            *map(text, split.values),
        )

    def _submission(self, sub: SubmissionReport) -> Iterator[object]:
        """Family, version, scope, date, required fields, facts, answers, open fields, smelters, counts."""
        text = self.strings.add
        yield text(sub.template.family.value)
        yield text(sub.template.version)
        yield text(sub.scope.value if sub.scope else "")
        yield text(sub.effective_date.isoformat() if sub.effective_date else "")
        yield sub.required_items
        yield [
            number
            for field, said in sub.company.items()
            if said
            for number in (text(field.value), text(said))
        ]
        yield list(self._answers(sub))
        yield [self.open.add(text(i.topic), text(i.mineral), self.cell(i.cell)) for i in sub.open_items]
        yield self.lists[-1].tolist()
        yield len(sub.products)
        yield len(sub.mines)

    def _answers(self, sub: SubmissionReport) -> Iterator[int]:
        for mineral, by_question in sub.answers.items():
            for question, answer in by_question.items():
                yield self._answer(question.value, mineral, answer)
        for own, answer in sub.company_answers.items():
            yield self._answer(own.value, "", answer)
        for own, by_mineral in sub.mineral_company_answers.items():
            for mineral, answer in by_mineral.items():
                yield self._answer(own.value, mineral, answer)

    def _answer(self, question: str, mineral: str, answer: AnswerReport) -> int:
        text = self.strings.add
        return self.answers.add(
            text(question), text(mineral), self.cell(answer.cell), text(answer.shown), text(answer.comment)
        )

    def _smelter_rows(self, sub: SubmissionReport) -> list[int]:
        """Matches of consecutive rows; a negative number says at which row of the sheet the next one is."""
        found: list[int] = []
        expected = 0
        for row in sub.smelters:
            if row.row != expected:
                found.append(-row.row)
            found.append(self._smelter_row(row))
            expected = row.row + 1
        return found

    def _smelter_row(self, row: SmelterReport) -> int:
        text, declared, match = self.strings.add, row.declared, row.match
        mineral = row.mineral or declared.mineral
        entry = self.smelter(mineral, match, row.status) if match.tier.matched else -1
        return self.rows.add(
            text(mineral),
            entry,
            text(declared.smelter_id),
            text(declared.lookup),
            text(declared.name),
            text(declared.country),
            text(match.tier.value),
            text(match.reason),
            round(match.score or 0, 1),
            tuple(
                number
                for one in ((*match.candidates,) if not match.tier.matched else ())
                for number in (text(one.smelter_id), text(one.name), round(one.score, 1))
            ),
        )

    def smelter(self, mineral: str, match: Match, status: SmelterStatus) -> int:
        """Number of an entry of the reference list with its status."""
        text = self.strings.add
        return self.smelters.add(
            text(mineral),
            text(match.smelter_id),
            text(match.name),
            text(match.country),
            text(status.value.value),
            text(status.text),
            text(status.as_of.isoformat() if status.as_of else ""),
            text(status.source),
        )
