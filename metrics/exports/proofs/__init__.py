"""A checked text as a file: a web page with marks and notes, a Word document, a list."""

from metrics.exports.proofs.listing import json_text
from metrics.exports.proofs.page import html_bytes
from metrics.exports.proofs.righting import place, righted, txt_bytes
from metrics.exports.proofs.word import docx_bytes

__all__ = ["docx_bytes", "html_bytes", "json_text", "place", "righted", "txt_bytes"]
