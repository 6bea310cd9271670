"""Slides of an office program, whose charts and tables stay editable."""

from metrics.exports.pptx.write import write
from metrics.exports.templates import TemplateError

__all__ = ["TemplateError", "write"]
