"""What the company states in its own file, in place of what is derived or carried over."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from mineralcheck.filling.company_file import CompanyFile
from mineralcheck.filling.declaration import Company
from mineralcheck.filling.inputs import Basis, DeclarationInput, Given, LeftOut, ProductEntry
from mineralcheck.filling.wording import in_words_of
from mineralcheck.model.submission import CompanyField, CompanyQuestion, Question
from mineralcheck.model.text import fold
from mineralcheck.templates.layout import Layout, MineralQuestion

F = CompanyField


def company_fields(company: Company) -> dict[CompanyField, str]:
    """Fields of the company block that the file gives."""
    contact, authorizer = company.contact, company.authorizer
    fields = {
        F.COMPANY_NAME: company.name,
        F.COMPANY_UNIQUE_ID: company.unique_id,
        F.COMPANY_UNIQUE_ID_AUTHORITY: company.unique_id_authority,
        F.ADDRESS: company.address,
        F.CONTACT_NAME: contact.name,
        F.CONTACT_EMAIL: contact.email,
        F.CONTACT_PHONE: contact.phone,
        F.AUTHORIZER_NAME: authorizer.name,
        F.AUTHORIZER_TITLE: authorizer.title,
        F.AUTHORIZER_EMAIL: authorizer.email,
        F.AUTHORIZER_PHONE: authorizer.phone,
    }
    return {field: text for field, text in fields.items() if text}


def stated(base: DeclarationInput, file: CompanyFile, layout: Layout) -> DeclarationInput:
    """The declaration with what the file states on top, in the words of the template's lists.

    Raises UsageError that names the key for an answer that its list does not offer. A question or a mineral
    that the template does not ask about is passed over, as one file serves all templates. What was carried
    over and does not fit is left out.
    """
    own = file.declaration
    fields = {**base.fields, **company_fields(own.company)}
    if own.scope.description:
        fields[F.SCOPE_DESCRIPTION] = own.scope.description
    worded = _Worded(layout, file, base.minerals)
    products = tuple(ProductEntry(**one.model_dump()) for one in own.products)
    return replace(
        base,
        fields=fields,
        scope=own.scope.kind or base.scope,
        effective_date=own.company.effective_date or base.effective_date,
        answers=worded.answers(base.answers),
        company_answers=worded.company(base.company_answers),
        mineral_company_answers=worded.by_mineral(base.mineral_company_answers),
        products=products or base.products,
        mineral_reasons={**base.mineral_reasons, **own.mineral_reasons},
        left_out=(*base.left_out, *worded.left_out),
    )


class _Worded:
    """Answers in the words of a template; what cannot be said in them is collected in `left_out`."""

    def __init__(self, layout: Layout, file: CompanyFile, minerals: Sequence[str]) -> None:
        self._layout = layout
        self._file = file
        self._minerals = minerals
        self.left_out: list[LeftOut] = []

    def answers(self, base: Mapping[str, Mapping[Question, Given]]) -> dict[str, dict[Question, Given]]:
        """Numbered questions."""
        own = self._file.declaration
        found: dict[str, dict[Question, Given]] = {mineral: {} for mineral in self._minerals}
        for mineral in self._minerals:
            said, remarks = _of(own.answers, mineral), _of(own.comments, mineral)
            for question, layout in self._asked(mineral).items():
                choices = self._layout.choices(layout, mineral)
                path = ("answers", mineral, question.value)
                given = self._given(base.get(mineral, {}).get(question), said.get(question), choices, path)
                given = _commented(given, remarks.get(question))
                if given:
                    found[mineral][question] = given
        self._unasked(base)
        return found

    def company(self, base: Mapping[CompanyQuestion, Given]) -> dict[CompanyQuestion, Given]:
        """Lettered questions with one answer for the company."""
        own = self._file.declaration
        asked = self._layout.company_questions
        found = {}
        for topic, layout in asked.items():
            if layout.cell is None:
                continue
            path = ("programme", topic.value)
            choices = self._layout.choices(layout)
            given = self._given(base.get(topic), own.programme.get(topic), choices, path)
            given = _commented(given, own.programme_comments.get(topic))
            if given:
                found[topic] = given
        for topic, given in base.items():
            if topic not in asked and given.value:
                self._not_asked(f"{topic}", given)
        return found

    def by_mineral(
        self, base: Mapping[CompanyQuestion, Mapping[str, Given]]
    ) -> dict[CompanyQuestion, dict[str, Given]]:
        """Lettered questions that are asked for each mineral; what is said of all counts for each."""
        own = self._file.declaration
        found: dict[CompanyQuestion, dict[str, Given]] = {}
        for topic, layout in self._layout.company_questions.items():
            if layout.cell is not None:
                continue
            found[topic] = {}
            for mineral in self._minerals:
                said, path = self._said_of(topic, mineral)
                choices = self._layout.choices(layout, mineral)
                given = self._given(base.get(topic, {}).get(mineral), said, choices, path)
                remark = _of(own.programme_comments_by_mineral, mineral).get(topic)
                given = _commented(given, remark or own.programme_comments.get(topic))
                if given:
                    found[topic][mineral] = given
        return found

    def _said_of(self, topic: CompanyQuestion, mineral: str) -> tuple[str | None, tuple[str, ...]]:
        own = self._file.declaration
        said = _of(own.programme_by_mineral, mineral).get(topic)
        if said is not None:
            return said, ("programme_by_mineral", mineral, topic.value)
        return own.programme.get(topic), ("programme", topic.value)

    def _asked(self, mineral: str) -> dict[Question, MineralQuestion]:
        asked = self._layout.questions.items()
        return {question: one for question, one in asked if not one.minerals or mineral in one.minerals}

    def _given(
        self, base: Given | None, said: str | None, choices: Sequence[str], path: tuple[str, ...]
    ) -> Given | None:
        if said is not None:
            value = in_words_of(said, choices)
            if value is None:
                listed = "; ".join(choices)
                raise self._file.fault(path, f"{said!r} is no answer; answers: {listed}.")
            return Given(value, Basis.STATED, "stated in the declaration file", base.comment if base else "")
        if base is None or base.value is None:
            return base
        value = in_words_of(base.value, choices)
        if value is None and base.basis is Basis.CARRIED:
            self.left_out.append(
                LeftOut("answer", ".".join(path[1:]), f"{base.value!r} is not in the list of the template")
            )
        return replace(base, value=value)

    def _unasked(self, base: Mapping[str, Mapping[Question, Given]]) -> None:
        for mineral, own in base.items():
            for question, given in own.items():
                asked = mineral in self._minerals and question in self._asked(mineral)
                if not asked and given.value and given.basis is Basis.CARRIED:
                    self._not_asked(f"{mineral}.{question}", given)

    def _not_asked(self, subject: str, given: Given) -> None:
        reason = f"the template does not ask this; the answer was {given.value!r}"
        self.left_out.append(LeftOut("answer", subject, reason))


_Q = TypeVar("_Q", Question, CompanyQuestion)


def _of(said: Mapping[str, Mapping[_Q, str]], mineral: str) -> Mapping[_Q, str]:
    return next((own for name, own in said.items() if fold(name) == fold(mineral)), {})


def _commented(given: Given | None, comment: str | None) -> Given | None:
    if not comment:
        return given
    return replace(given, comment=comment) if given else Given(None, Basis.STATED, comment=comment)
