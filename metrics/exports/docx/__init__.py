"""A brief as a document of a word processor, whose charts stay editable."""

from metrics.exports.docx.base import check
from metrics.exports.docx.layout import LAYOUTS, faces_of
from metrics.exports.docx.write import write

__all__ = ["LAYOUTS", "check", "faces_of", "write"]
