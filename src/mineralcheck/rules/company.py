"""MC103 to MC107 and MC112: the company block."""

from collections.abc import Iterator

from mineralcheck.model.submission import CompanyField, Scope
from mineralcheck.model.text import fold
from mineralcheck.rules.context import Problem, RuleContext
from mineralcheck.rules.placeholders import is_placeholder, says_not_available
from mineralcheck.rules.registry import rule

_NAMED = (
    CompanyField.COMPANY_NAME,
    CompanyField.SCOPE_DESCRIPTION,
    CompanyField.CONTACT_NAME,
    CompanyField.CONTACT_PHONE,
    CompanyField.AUTHORIZER_NAME,
)
_EMAILS = (CompanyField.CONTACT_EMAIL, CompanyField.AUTHORIZER_EMAIL)


@rule("MC103")
def user_defined_scope_without_description(context: RuleContext) -> Iterator[Problem]:
    """A user-defined scope means nothing without its description."""
    submission = context.submission
    description = submission.fields.get(CompanyField.SCOPE_DESCRIPTION)
    if submission.scope is Scope.USER_DEFINED and description is not None and description.is_blank:
        yield Problem(description)


@rule("MC104")
def scope_outside_list(context: RuleContext) -> Iterator[Problem]:
    """A scope in other words cannot be compared."""
    cell = context.submission.fields.get(CompanyField.DECLARATION_SCOPE)
    if cell is not None and not cell.is_empty and context.submission.scope is None:
        options = [option for texts in context.layout.scopes.values() for option in texts]
        yield Problem(cell, found=cell.raw, expected="; ".join(sorted(options)))


@rule("MC105")
def placeholder(context: RuleContext) -> Iterator[Problem]:
    """A placeholder fills the cell without giving the name that is asked for."""
    for field in _NAMED:
        cell = context.submission.fields.get(field)
        if cell is not None and is_placeholder(cell.raw):
            yield Problem(cell, found=cell.raw, terms={"field": field})


@rule("MC106")
def malformed_email(context: RuleContext) -> Iterator[Problem]:
    """The Checker wants an @; "not available" is another rule's business."""
    for field in _EMAILS:
        cell = context.submission.fields.get(field)
        if cell is None or cell.is_empty or says_not_available(cell.raw):
            continue
        if "@" not in cell.text:
            yield Problem(cell, found=cell.raw, terms={"field": field})


@rule("MC107")
def email_not_available(context: RuleContext) -> Iterator[Problem]:
    """The instructions allow these words, the Checker does not."""
    for field in _EMAILS:
        cell = context.submission.fields.get(field)
        if cell is not None and says_not_available(cell.raw):
            yield Problem(cell, found=cell.raw, terms={"field": field})


@rule("MC112")
def authorizer_is_contact(context: RuleContext) -> Iterator[Problem]:
    """Allowed; but nobody else has looked at the declaration."""
    fields = context.submission.fields
    contact, authorizer = fields.get(CompanyField.CONTACT_NAME), fields.get(CompanyField.AUTHORIZER_NAME)
    if contact is None or authorizer is None or authorizer.is_empty or is_placeholder(authorizer.raw):
        return
    if fold(contact.raw) == fold(authorizer.raw):
        yield Problem(authorizer, found=authorizer.raw)
