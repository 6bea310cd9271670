"""A brief as a written document: what it says, block by block, before any program writes it."""

from metrics.briefing.documents.compose import brief

__all__ = ["brief"]
