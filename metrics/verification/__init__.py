"""The texts of the reports: every fact at its place in them, every numeral accounted for.

The texts are not part of the project. A reader who has them puts them in a folder, each under the
name of its document with ``.txt``.
"""

from metrics.verification.accounting import account, years_kept
from metrics.verification.curated import claim_of, claims, documents, read_document
from metrics.verification.library import NoTextsError, Verification, find_text, verify
from metrics.verification.marks import Mark, marked, marks_of, passages
from metrics.verification.model import Account, Claim, Leftover, Reading, UnmatchedFact
from metrics.verification.rules import CLASSES

__all__ = [
    "CLASSES",
    "Account",
    "Claim",
    "Leftover",
    "Mark",
    "NoTextsError",
    "Reading",
    "UnmatchedFact",
    "Verification",
    "account",
    "claim_of",
    "claims",
    "documents",
    "find_text",
    "marked",
    "marks_of",
    "passages",
    "read_document",
    "verify",
    "years_kept",
]
