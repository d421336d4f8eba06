"""The calls that `pdf` and `visibility` make for each word or text object, without what the bindings add to a call.

The bindings check and wrap each pointer at each call, which takes longer than most answers. These take and give
addresses as plain numbers: an object of the library, or where it writes its answer. An address must be good.
"""

import ctypes
from collections.abc import Callable
from typing import Any

import pypdfium2.raw as pdfium

ADDRESS, WHOLE = ctypes.c_void_p, ctypes.c_int


def direct(function: Any, *takes: Any, gives: Any = WHOLE) -> Callable[..., Any]:
    """A function of the library that takes and gives these types of C, and keeps the interpreter's lock."""
    return ctypes.PYFUNCTYPE(gives, *takes)(ctypes.cast(function, ADDRESS).value or 0)


def address_of(pointer: Any) -> int:
    """The address that a pointer of the bindings holds; 0 for a null pointer."""
    return ctypes.cast(pointer, ADDRESS).value or 0


char_origin = direct(pdfium.FPDFText_GetCharOrigin, ADDRESS, WHOLE, ADDRESS, ADDRESS)
loose_char_box = direct(pdfium.FPDFText_GetLooseCharBox, ADDRESS, WHOLE, ADDRESS)
has_unicode_error = direct(pdfium.FPDFText_HasUnicodeMapError, ADDRESS, WHOLE)
text_object = direct(pdfium.FPDFText_GetTextObject, ADDRESS, WHOLE, gives=ADDRESS)
font_size = direct(pdfium.FPDFTextObj_GetFontSize, ADDRESS, ADDRESS)
matrix = direct(pdfium.FPDFPageObj_GetMatrix, ADDRESS, ADDRESS)
font = direct(pdfium.FPDFTextObj_GetFont, ADDRESS, gives=ADDRESS)
render_mode = direct(pdfium.FPDFTextObj_GetTextRenderMode, ADDRESS)
fill_color = direct(pdfium.FPDFPageObj_GetFillColor, *[ADDRESS] * 5)
font_name = direct(pdfium.FPDFFont_GetBaseFontName, ADDRESS, ADDRESS, ctypes.c_size_t, gives=ctypes.c_size_t)
font_weight = direct(pdfium.FPDFFont_GetWeight, ADDRESS)
