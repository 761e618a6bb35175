"""Checks of many files, unchanged ones answered from what an earlier run kept."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from mineralcheck.check.answer import Answer, answer_key, text_key
from mineralcheck.check.cache import Answers
from mineralcheck.check.fingerprint import options_fingerprint
from mineralcheck.check.options import CheckOptions
from mineralcheck.check.packed import Render
from mineralcheck.check.work import check_files, check_here
from mineralcheck.workbook.discovery import Found


class Keyed(NamedTuple):
    """An answer with the key under which it may be kept (None: not to be kept).

    `answer` is None when the caller said that it knows the one under `key`; `path` and `sha256` are those of
    the file.
    """

    key: str | None
    path: str
    sha256: str | None
    answer: Answer | None


def check_keyed(
    files: Sequence[Found],
    hashes: Sequence[str | None],
    options: CheckOptions,
    answers: Answers,
    *,
    jobs: int,
    render: Render | None = None,
    known: Callable[[str], bool] = lambda _: False,
) -> Iterator[Keyed]:
    """Answers in the order of the files. `hashes` are those of the files, as `content_hashes` gave them.

    A file whose answer the caller knows (`known`) is neither checked nor read from the cache.
    """
    context = options_fingerprint(options)
    keys = [_key(context, options, file, sha256) for file, sha256 in zip(files, hashes, strict=True)]
    kept = [key is not None and (known(key) or answers.has(key)) for key in keys]
    missing = [file for file, found in zip(files, kept, strict=True) if not found]
    fresh = check_files(missing, options, jobs=jobs, render=render)
    for file, key, sha256, found in zip(files, keys, hashes, kept, strict=True):
        if key and found and known(key):
            yield Keyed(key, file.name, sha256, None)
            continue
        answer = _kept(answers, key, sha256, file, render) if key and sha256 and found else None
        if answer:
            yield Keyed(key, file.name, sha256, answer)
            continue
        # Another run may have made room in the cache since we looked.
        answer = next(check_here([file], options, render) if found else fresh)
        key = _key(context, options, file, answer.sha256) if answer.lasts else None
        _keep(answers, key, answer, render)
        yield Keyed(key, file.name, answer.sha256, answer)
    next(fresh, None)  # so that its workers end here, and not some time later


def _key(context: str, options: CheckOptions, file: Found, sha256: str | None) -> str | None:
    return answer_key(context, sha256, options.lookup_edits.get(file.name, ())) if sha256 else None


def _kept(answers: Answers, key: str, sha256: str, file: Found, render: Render | None) -> Answer | None:
    """The answer under a key; its text is made if only other reporters were asked for it so far."""
    body = answers.get(key)
    answer = Answer.of_kept(file.name, sha256, body) if body else None
    if answer is None or render is None:
        return answer
    own_key = text_key(key, render)
    text = answers.get(own_key)
    if text is None:
        packed = answer.packed.with_text(render)
        answers.put(own_key, packed.text)
    else:
        packed = answer.packed._replace(text=text)
    return answer._replace(packed=packed)


def _keep(answers: Answers, key: str | None, answer: Answer, render: Render | None) -> None:
    if key is None:
        return
    answers.put(key, answer.kept())
    if render:
        answers.put(text_key(key, render), answer.packed.text)
