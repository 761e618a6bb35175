"""The use case: a template, a source and a declaration file in, filled templates and a record out."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from mineralcheck.campaign.store import is_store
from mineralcheck.filling.campaign_input import CampaignFacts, campaign_facts
from mineralcheck.filling.company_file import NO_FILE, CompanyFile, load_company_file
from mineralcheck.filling.composing import from_campaign, from_submission
from mineralcheck.filling.declaration import Audience
from mineralcheck.filling.inputs import DeclarationInput
from mineralcheck.filling.minerals import minerals_of
from mineralcheck.filling.record import (
    FileRecord,
    FillRecord,
    PartRecord,
    answer_records,
    company_records,
    left_out_records,
)
from mineralcheck.filling.splitting import part_path, parts_of
from mineralcheck.filling.submission_input import OldSubmission, carried, open_submission
from mineralcheck.filling.template import Template, open_template
from mineralcheck.filling.writing import FilledTemplate, filled
from mineralcheck.model.errors import UsageError
from mineralcheck.model.text import fold
from mineralcheck.templates.layout import Layout


@dataclass(frozen=True)
class FillRequest:
    """What a user asked for. `source` is a campaign store (`run_id`: a run of it) or an older submission."""

    template: Path
    output: Path
    source: Path | None = None
    declaration: Path | None = None
    variant: str | None = None
    run_id: int | None = None
    language: str | None = None


@dataclass(frozen=True)
class FilledFile:
    """A file to write, with what is in it."""

    path: Path
    template: FilledTemplate


@dataclass(frozen=True)
class FillResult:
    """Files to write and the record of how they came about; nothing is written yet."""

    files: tuple[FilledFile, ...]
    record: FillRecord

    @property
    def open_fields(self) -> int:
        """Number of required fields that are still open, over all files."""
        return sum(len(one.template.open_items) for one in self.files)


@dataclass(frozen=True)
class _Source:
    """What the declaration is made from."""

    file: FileRecord | None = None
    campaign: CampaignFacts | None = None
    old: OldSubmission | None = None


def fill(request: FillRequest) -> FillResult:
    """Fill a template; raises UsageError for a template, source or declaration file that cannot be used."""
    if request.source is None and request.declaration is None:
        raise UsageError("There is nothing to fill in. Name a source with --from, or --declaration FILE.")
    if request.variant and not request.declaration:
        raise UsageError("--variant names a part of the declaration file. Name the file with --declaration.")
    template = open_template(request.template)
    file = load_company_file(request.declaration, request.variant) if request.declaration else NO_FILE
    source = _source(request, template)
    content = _content(template, file, source)
    language = _language(template.layout, request, file)
    internal = file.declaration.audience is Audience.INTERNAL
    parts = parts_of(template, content)
    files = tuple(
        FilledFile(
            part_path(request.output, number, len(parts)),
            filled(template, part, language, internal=internal),
        )
        for number, part in enumerate(parts, start=1)
    )
    return FillResult(files, _record(request, template, file, source, content, language, files))


def _source(request: FillRequest, template: Template) -> _Source:
    path = request.source
    if path is None:
        return _Source()
    if not path.is_file():
        raise UsageError(f"{path}: there is no such file. Name a campaign store or an older submission.")
    if not is_store(path):
        if request.run_id is not None:
            raise UsageError(f"{path}: is a submission and has no runs; --run is for campaign stores.")
        old = open_submission(path)
        return _Source(FileRecord(path=str(path), sha256=old.sha256, what="submission"), old=old)
    minerals = template.layout.minerals
    facts = campaign_facts(path, request.run_id, minerals.names or minerals.known or None)
    with path.open("rb") as store:
        digest = hashlib.file_digest(store, "sha256").hexdigest()
    return _Source(FileRecord(path=str(path), sha256=digest, what="campaign"), campaign=facts)


def _content(template: Template, file: CompanyFile, source: _Source) -> DeclarationInput:
    layout = template.layout
    if source.old is None:
        declared = source.campaign.declared if source.campaign else file.declaration.minerals or ()
        minerals = minerals_of(layout, file, declared)
        return from_campaign(template, file, minerals, source.campaign)
    minerals = minerals_of(layout, file, source.old.submission.minerals)
    common = {fold(name) for name in minerals.included} & {fold(n) for n in source.old.submission.minerals}
    if not common:
        old = f"{source.old.layout.family} {source.old.submission.template.version}"
        raise UsageError(f"{source.old.name}: a {old} says nothing that a {layout.family} asks about.")
    return from_submission(template, file, minerals, carried(source.old, template))


def _language(layout: Layout, request: FillRequest, file: CompanyFile) -> str:
    """The display language, by its name or a word of it: `Deutsch`, `Japanese`."""
    wanted = request.language or file.declaration.language
    for name in layout.languages:
        if fold(wanted) in (fold(name), *map(fold, name.split())):
            return name
    listed = ", ".join(layout.languages)
    raise UsageError(f"{wanted!r} is no language of {layout.family} {layout.version}; languages: {listed}.")


def _record(
    request: FillRequest,
    template: Template,
    file: CompanyFile,
    source: _Source,
    content: DeclarationInput,
    language: str,
    files: tuple[FilledFile, ...],
) -> FillRecord:
    used = [FileRecord(path=str(request.template), sha256=template.sha256, what="template")]
    if source.file:
        used.append(source.file)
    if request.declaration:
        used.append(FileRecord(path=str(request.declaration), sha256=file.sha256, what="declaration"))
    left_out = [*content.left_out, *(one for part in files for one in part.template.left_out)]
    return FillRecord(
        template=f"{template.layout.family} {template.layout.version}",
        language=language,
        audience=file.declaration.audience.value,
        variant=request.variant,
        run_id=source.campaign.run_id if source.campaign else None,
        files=tuple(used),
        minerals=content.minerals,
        answers=answer_records(content),
        company_answers=company_records(content),
        left_out=left_out_records(left_out),
        parts=tuple(_part(one) for one in files),
    )


def _part(file: FilledFile) -> PartRecord:
    one = file.template
    return PartRecord(
        path=str(file.path),
        smelters=one.smelters,
        mines=one.mines,
        products=one.products,
        open_fields=tuple(f"{item.cell or item.id} {item.topic}" for item in one.open_items),
    )
