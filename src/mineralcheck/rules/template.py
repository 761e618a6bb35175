"""MC0xx: the file and its template."""

import re
import unicodedata
from collections.abc import Iterator

from mineralcheck.model.cells import CellRef
from mineralcheck.model.submission import CompanyField, Family, StructureNote
from mineralcheck.reader.detection import MOVED_FORM
from mineralcheck.reader.edits import EDITED_DROP_DOWN, EDITED_LABEL
from mineralcheck.reader.list_places import MOVED_LIST
from mineralcheck.reader.sheet_names import RENAMED_SHEET, SECOND_FORM
from mineralcheck.rules.context import Problem, RuleContext
from mineralcheck.rules.inputs import comment_texts
from mineralcheck.rules.registry import rule
from mineralcheck.templates.layout import DECLARATION
from mineralcheck.templates.registry import layout_for, newest, version_key

_LABEL = CellRef.parse(DECLARATION, "J3")
_LANGUAGE = CellRef.parse(DECLARATION, "D3")
_LETTER = re.compile(r".*\d[a-z]")
# Up to CMRT 4.01b a letter marked a new smelter list, not a draft.
_LETTERS_MEAN_LISTS_UP_TO = 5.0


def notes(context: RuleContext, *kinds: str) -> Iterator[StructureNote]:
    """What the reader had to work around, of some kinds."""
    return (note for note in context.submission.notes if note.kind in kinds)


@rule("MC002")
def newer_revision_published(context: RuleContext) -> Iterator[Problem]:
    """Said only where the newer one could have been used when the form was completed."""
    template, date = context.submission.template, context.submission.effective_date
    latest = newest(template.family)
    if date is None or latest.released is None or date < latest.released:
        return
    if version_key(template.version) < version_key(latest.version):
        params = {"newest": latest.version, "released": latest.released.isoformat()}
        yield Problem(_LABEL, found=template.version, params=params)


@rule("MC003")
def revision_not_known(context: RuleContext) -> Iterator[Problem]:
    """Read with the nearest layout that fits, so what is said of it may be wrong in places."""
    template = context.submission.template
    if layout_for(template.family, template.version) is None:
        yield Problem(_LABEL, found=template.version, params={"layout": template.layout})


@rule("MC004")
def revision_not_verified(context: RuleContext) -> Iterator[Problem]:
    """Known to exist, but no blank of it was at hand."""
    template = context.submission.template
    known = layout_for(template.family, template.version)
    if known is not None and known.like is not None:
        yield Problem(_LABEL, found=template.version, params={"layout": known.like})


@rule("MC005")
def draft_revision(context: RuleContext) -> Iterator[Problem]:
    """A letter behind the number marks a draft that went out for comments."""
    template = context.submission.template
    lists = template.family is Family.CMRT and version_key(template.version)[0] < _LETTERS_MEAN_LISTS_UP_TO
    if _LETTER.fullmatch(template.version) and not lists:
        yield Problem(_LABEL, found=template.version)


@rule("MC006")
def revision_label_contradicts_form(context: RuleContext) -> Iterator[Problem]:
    """The label says one revision, the questions stand where another has them."""
    for note in notes(context, "mislabelled"):
        yield Problem(note.at, found=context.submission.template.version, params={"layout": note.detail})


@rule("MC007")
def sheet_missing(context: RuleContext) -> Iterator[Problem]:
    """Rules about a sheet that is missing cannot run."""
    for note in notes(context, "missing_sheet"):
        yield Problem(None, params={"sheet": note.detail})


@rule("MC008")
def look_up_edited(context: RuleContext) -> Iterator[Problem]:
    """The file's own Smelter Look-up is not the one that others of its revision have."""
    if context.lookup_changes:
        changed = context.lookup_changes
        params = {"count": str(len(changed)), "first": changed[0]}
        yield Problem(CellRef("Smelter Look-up", 1, 1), params=params)


@rule("MC009")
def label_edited(context: RuleContext) -> Iterator[Problem]:
    """Only told where the format shows formulas: every label of the templates is one."""
    edited = list(notes(context, EDITED_LABEL))
    if edited:
        yield Problem(edited[0].at, found=edited[0].detail, params={"count": str(len(edited))})


@rule("MC010")
def formulas_not_calculated(context: RuleContext) -> Iterator[Problem]:
    """The inputs are complete; only what the formulas would show is missing."""
    if not context.submission.calculated:
        yield Problem(CellRef.parse(DECLARATION, "D2"))


@rule("MC011")
def display_language_unknown(context: RuleContext) -> Iterator[Problem]:
    """Every label of the template turns into an error."""
    language = context.submission.template.language
    offered = context.layout.languages
    if language and offered and language not in offered:
        yield Problem(_LANGUAGE, found=language, expected="; ".join(offered))


@rule("MC012")
def comments_not_in_english(context: RuleContext) -> Iterator[Problem]:
    """Told by the script, so a comment in another language of the Latin script passes."""
    cells = [cell for _, cell in comment_texts(context)]
    description = context.submission.fields.get(CompanyField.SCOPE_DESCRIPTION)
    foreign = [
        cell for cell in [*cells, *([description] if description else [])] if _in_other_script(cell.text)
    ]
    if foreign:
        first = min(foreign, key=lambda cell: cell.at)
        yield Problem(first, found=first.raw, params={"count": str(len(foreign))})


def _in_other_script(text: str) -> bool:
    letters = [character for character in text if character.isalpha()]
    other = sum(not unicodedata.name(character, "").startswith("LATIN") for character in letters)
    return 2 * other > len(letters)


@rule("MC013")
def form_moved(context: RuleContext) -> Iterator[Problem]:
    """Read around; whoever reads by fixed cells reads something else."""
    for note in notes(context, MOVED_FORM, MOVED_LIST):
        yield Problem(note.at, params={"sheet": note.at.sheet if note.at else ""})


@rule("MC014")
def sheet_renamed(context: RuleContext) -> Iterator[Problem]:
    """Found by what is in it; the formulas of the template followed the new name."""
    for note in notes(context, RENAMED_SHEET):
        yield Problem(note.at, found=note.at.sheet if note.at else None, params={"meant": note.detail})


@rule("MC015")
def second_form(context: RuleContext) -> Iterator[Problem]:
    """One of the forms was read; nobody knows whether it is the one that was meant."""
    for note in notes(context, SECOND_FORM):
        yield Problem(note.at, found=note.detail)


@rule("MC016")
def drop_down_edited(context: RuleContext) -> Iterator[Problem]:
    """An answer of one's own can be chosen, or one of the template's cannot."""
    edited = list(notes(context, EDITED_DROP_DOWN))
    if edited:
        yield Problem(edited[0].at, found=edited[0].detail, params={"count": str(len(edited))})
