"""Slides of an office program, whose charts and tables stay editable."""

from metrics.exports.pptx.template import TemplateError
from metrics.exports.pptx.write import write

__all__ = ["TemplateError", "write"]
