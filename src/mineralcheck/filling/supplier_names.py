"""No supplier's name in what others read."""

from collections.abc import Iterable, Iterator

from mineralcheck.filling.company_file import CompanyFile
from mineralcheck.matching.names import name_forms
from mineralcheck.model.text import words

_SHORTEST = 4


class SupplierNames:
    """Finds names of suppliers in texts: whole words, with and without the legal form."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names: dict[str, str] = {}
        for name in names:
            for form in (words(name), " ".join(name_forms(name).tokens)):
                # What is left of a short name without its legal form is an ordinary word too often.
                if form and (form == words(name) or len(form) >= _SHORTEST):
                    self._names.setdefault(form, name)

    def named_in(self, *texts: str) -> str | None:
        """The supplier that one of the texts names."""
        for text in texts:
            within = f" {words(text)} "
            found = next((name for form, name in self._names.items() if f" {form} " in within), None)
            if found:
                return found
        return None

    def check(self, file: CompanyFile) -> None:
        """Raises UsageError for a text of the declaration file that names a supplier."""
        for path, text in _texts(file):
            found = self.named_in(text)
            if found:
                reason = f'names the supplier {found!r}. Leave the name out, or set audience = "internal".'
                raise file.fault(path, reason)


def _texts(file: CompanyFile) -> Iterator[tuple[tuple[str | int, ...], str]]:
    own = file.declaration
    yield ("scope", "description"), own.scope.description
    for mineral, remarks in own.comments.items():
        for question, text in remarks.items():
            yield ("comments", mineral, question.value), text
    for topic, text in own.programme_comments.items():
        yield ("programme_comments", topic.value), text
    for mineral, comments in own.programme_comments_by_mineral.items():
        for topic, text in comments.items():
            yield ("programme_comments_by_mineral", mineral, topic.value), text
    for number, product in enumerate(own.products):
        yield ("products", number, "comment"), product.comment
    for mineral, text in own.mineral_reasons.items():
        yield ("mineral_reasons", mineral), text
