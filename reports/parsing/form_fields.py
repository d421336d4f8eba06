"""What was typed into the fields of a PDF form: it is drawn above the page and is not part of the page's own text."""

import ctypes
from collections.abc import Iterator, Sequence

import pypdfium2
import pypdfium2.raw as pdfium

from reports.parsing.rows import Run, clean

WITH_TEXT = {pdfium.FPDF_FORMFIELD_TEXTFIELD, pdfium.FPDF_FORMFIELD_COMBOBOX, pdfium.FPDF_FORMFIELD_LISTBOX}
UNSEEN = pdfium.FPDF_ANNOT_FLAG_HIDDEN | pdfium.FPDF_ANNOT_FLAG_NOVIEW | pdfium.FPDF_ANNOT_FLAG_INVISIBLE
# Fields of one page, and characters of one field, that are read.
MOST_FIELDS = 500
MOST_CHARACTERS = 20_000
# The size of type that is assumed where no text is beside a field, in points, and the leading over it.
USUAL_SIZE = 11.0
LEADING = 1.2


class FormFields:
    """The filled fields of a document; it has to be made before any page is opened."""

    def __init__(self, document: pypdfium2.PdfDocument) -> None:
        self.form = None
        if document.get_formtype() != pdfium.FORMTYPE_NONE:
            document.init_forms()
            self.form = document.formenv

    def runs(self, page: pypdfium2.PdfPage, *, height: float, beside: Sequence[Run] = ()) -> list[Run]:
        """The words of a page's filled fields, each value on the baseline of the text `beside` it, if any."""
        if self.form is None:
            return []
        found: list[Run] = []
        for index in range(min(pdfium.FPDFPage_GetAnnotCount(page.raw), MOST_FIELDS)):
            annotation = pdfium.FPDFPage_GetAnnot(page.raw, index)
            if not annotation:
                continue
            try:
                found.extend(self.runs_of(annotation, height=height, beside=beside))
            finally:
                pdfium.FPDFPage_CloseAnnot(annotation)
        return found

    def runs_of(self, annotation: object, *, height: float, beside: Sequence[Run]) -> Iterator[Run]:
        """A field's value, line by line; nothing for what is not a field, is hidden or empty."""
        if pdfium.FPDFAnnot_GetSubtype(annotation) != pdfium.FPDF_ANNOT_WIDGET:
            return
        if pdfium.FPDFAnnot_GetFlags(annotation) & UNSEEN:
            return
        if pdfium.FPDFAnnot_GetFormFieldType(self.form, annotation) not in WITH_TEXT:
            return
        rectangle = pdfium.FS_RECTF()
        if not pdfium.FPDFAnnot_GetRect(annotation, rectangle):
            return
        highest, lowest = height - rectangle.top, height - rectangle.bottom
        level = [run for run in beside if highest < run.top < lowest]
        near = max(level, key=lambda run: run.top, default=None)
        size = near.size if near else USUAL_SIZE
        baseline = min(level, key=lambda run: run.top).top if level else min(highest + size, lowest)
        for line in self.value(annotation).splitlines():
            words = [word for printed in line.split() if (word := clean(printed))]
            if words:
                yield Run(rectangle.left, baseline, size, rectangle.right, False, words)
            baseline += LEADING * size

    def value(self, annotation: object) -> str:
        """The text that a field holds."""
        length = pdfium.FPDFAnnot_GetFormFieldValue(self.form, annotation, None, 0)
        if not 2 < length <= 2 * MOST_CHARACTERS:
            return ""
        buffer = (ctypes.c_ushort * (length // 2))()
        pdfium.FPDFAnnot_GetFormFieldValue(self.form, annotation, buffer, length)
        return bytes(buffer).decode("utf-16-le", errors="replace").rstrip("\0").replace("\r", "\n")
