"""Faults as readers see them: a list of what is wrong with the tables, or a reference number."""

from __future__ import annotations

import logging
import secrets
import traceback

import streamlit as st

from metrics.locale import DEFAULT_LANG, Lang, as_lang, text
from metrics.tables.problems import DataError
from pages.parts.frame import markup
from pages.parts.state import measures

log = logging.getLogger("dashboard")


def show_fault(fault: Exception) -> bool:
    """Turn a fault into a page: what is wrong with a table that is read when it is first asked for.

    An unknown one gets a reference number; the detail goes to the log.
    """
    lang = as_lang(st.session_state.get("view", {}).get("lang")) or DEFAULT_LANG
    if isinstance(fault, DataError):
        show_problems(fault, lang, served=False)
        return True
    reference = secrets.token_hex(4).upper()
    log.error("fault %s", reference, exc_info=fault)
    measures.FAULTS.labels("page").inc()
    say = text(lang)
    st.error(say("fault.title"))
    st.text(say("fault.reference", reference=reference))
    return True


def logged(fault: Exception, during: str) -> str:
    """Log a fault by its kind and place alone, as its words may be a reader's own.

    Parameters
    ----------
    fault : Exception
        The fault.
    during : str
        What was being done.

    Returns
    -------
    str
        Its number, which readers are told.
    """
    reference = secrets.token_hex(4).upper()
    places = [f"{f.filename}:{f.lineno}" for f in traceback.extract_tb(fault.__traceback__)]
    # Where it was raised in another process.
    places += getattr(fault, "places", ())
    measures.FAULTS.labels("input").inc()
    kind = type(fault).__name__
    log.error("fault %s in %s: %s at %s", reference, during, kind, " ".join(places))
    return reference


def show_problems(fault: DataError, lang: Lang, *, served: bool) -> None:
    """List every problem of the tables; say whether an earlier state is still served.

    Parameters
    ----------
    fault : DataError
        What is wrong with the tables.
    lang : str
        ``zh`` or ``en``.
    served : bool
        Whether an earlier state of them is still shown.
    """
    say = text(lang)
    (st.warning if served else st.error)(say("fault.data_served" if served else "fault.data"))
    with st.expander(say("fault.problems", count=len(fault.problems)), expanded=not served):
        st.html(markup.problems(fault, lang))
