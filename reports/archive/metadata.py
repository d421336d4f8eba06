"""A list that comes with report files: for each file, by its name or SHA-256, its URL and day of publication."""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path, PurePath

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.db.models import Q

from reports.archive.publication import settle_publication
from reports.models import Inspection, Source

# Columns by what their header may say, without spaces and signs, in small letters.
COLUMNS = {
    "file": ("file", "filename", "name", "path"),
    "sha256": ("sha256", "hash"),
    "url": ("url", "sourceurl", "link", "source"),
    "published": ("published", "publicationdate", "datepublished", "publishedon"),
}
DATES = ("%Y-%m-%d", "%d/%m/%Y", "%d %B %Y")
SHA256 = re.compile(r"[0-9a-f]{64}", re.IGNORECASE)


class UnreadableMetadata(Exception):  # noqa: N818 - says what it is
    """A list that cannot be used at all; its text is one sentence for people."""


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What one line says of a file; `error` is one sentence where the line cannot be used."""

    line: int
    file: str = ""
    sha256: str = ""
    url: str = ""
    published: date | None = None
    error: str = ""


def read_metadata(path: Path) -> list[FileFacts]:
    """The lines of a list in CSV with headers. Raises UnreadableMetadata."""
    try:
        with path.open(newline="", encoding="utf-8-sig") as file:
            rows = csv.reader(file)
            columns = columns_of(next(rows, []), path)
            return [facts_of(row, columns, line=rows.line_num) for row in rows if any(map(str.strip, row))]
    except OSError as error:
        raise UnreadableMetadata(f"{path} cannot be read: {error.strerror or error}.") from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise UnreadableMetadata(f"{path} is not a CSV file in UTF-8: {error}.") from error


def columns_of(headers: Iterable[str], path: Path) -> dict[str, int]:
    """Where each column is. Raises UnreadableMetadata where the list names no files or says nothing of them."""
    plain = [re.sub(r"[^a-z0-9]", "", header.lower()) for header in headers]
    found = {
        name: next(index for index, header in enumerate(plain) if header in headings)
        for name, headings in COLUMNS.items()
        if any(header in headings for header in plain)
    }
    if not {"file", "sha256"} & set(found) or not {"url", "published"} & set(found):
        raise UnreadableMetadata(
            f"{path} needs a first line of headers: “file” or “sha256”, and “url”, “published” or both."
        )
    return found


def facts_of(row: list[str], columns: Mapping[str, int], *, line: int) -> FileFacts:
    """One line; with an error where it names no file, or a date or URL that is none."""
    said = {name: row[index].strip() if index < len(row) else "" for name, index in columns.items()}
    name, sha256, url = said.get("file", ""), said.get("sha256", "").lower(), said.get("url", "")
    published = said.get("published", "")
    day = day_of(published)
    if not (name or sha256):
        return FileFacts(line, error=f"Line {line} names no file.")
    if sha256 and not SHA256.fullmatch(sha256):
        return FileFacts(line, error=f"Line {line}: “{sha256}” is not a SHA-256. Use 64 hexadecimal digits.")
    if published and day is None:
        return FileFacts(
            line, error=f"Line {line}: “{published}” is not a date. Use year, month, day, such as 2014-12-05."
        )
    if url and not is_url(url):
        return FileFacts(line, error=f"Line {line}: “{url}” is not a URL. Use one that begins with https://.")
    return FileFacts(line, name, sha256, url, day)


def day_of(text: str) -> date | None:
    for form in DATES:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day, not a moment
        except ValueError:
            continue
    return None


def is_url(text: str) -> bool:
    try:
        URLValidator(schemes=["http", "https"])(text)
    except ValidationError:
        return False
    return len(text) <= 1000


@transaction.atomic
def apply_metadata(facts: Iterable[FileFacts]) -> Iterator[str]:
    """Give the archive's files what a list says of them; yields one sentence for each line that was not used."""
    return iter(list(applied(facts)))


def applied(facts: Iterable[FileFacts]) -> Iterator[str]:
    touched: set[int] = set()
    for one in facts:
        if one.error:
            yield one.error
            continue
        found = list(sources_of(one))
        if not found:
            yield f"Line {one.line}: the archive has no file {one.file or one.sha256}."
            continue
        if len({source.sha256 for source in found}) > 1:
            yield (
                f"Line {one.line}: the archive has {len(found)} files named {one.file}. "
                "Name the folder too, or use the SHA-256."
            )
            continue
        for source in found:
            source.url, source.published = one.url or source.url, one.published or source.published
            source.save(update_fields=["url", "published"])
            touched.add(source.pk)
    settle_publication(Inspection.objects.filter(source__in=touched))


def sources_of(facts: FileFacts) -> Iterable[Source]:
    """The files that a line is about: of its hash or, without one, of its name and, if it says one, its folder."""
    if facts.sha256:
        return Source.objects.filter(sha256=facts.sha256)
    path = PurePath(facts.file.replace("\\", "/"))
    named = Q(name=path.name)
    return Source.objects.filter(named & Q(folder=path.parent.name) if path.parent.name else named)
