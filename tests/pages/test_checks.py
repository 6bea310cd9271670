"""The page of checks, its pictures, and the marks that lead to it."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

import pages.parts.state.store as store
from metrics import Tables, load
from metrics.charts.compile import compile_concept
from metrics.locale import LANGS, Lang, text
from metrics.reconciliation import Check, implied, reconcile
from metrics.reconciliation.listing import CheckFilter, chosen, counts, entries
from metrics.reconciliation.model import VERDICTS
from metrics.reconciliation.picture import Picture, picture
from metrics.views.cards import card
from pages.parts.blocks.checks import FEW, ROWS
from tests.apps import PAGES, REPORTS, html, open_page

SHOWN = re.compile(r'data-check="([\w-]+)" data-verdict="(\w+)"')


def shown(body: str) -> list[tuple[str, str]]:
    return SHOWN.findall(body)


def edit(folder: Path, start: str, old: str, new: str) -> None:
    """Change a printed figure in the one row that begins so and holds it."""
    path = folder / "indicators.csv"
    rows = path.read_text("utf-8").splitlines(keepends=True)
    (found,) = [n for n, row in enumerate(rows) if row.startswith(start) and old in row]
    rows[found] = rows[found].replace(old, new)
    path.write_text("".join(rows), "utf-8")


def tiles(body: str) -> dict[str, int]:
    found = re.findall(r'<a class="ip-tile.*?data-verdict="(\w+)">.*?<b>(\d+)</b>', body)
    return {verdict: int(count) for verdict, count in found}


def drawn(tables: Tables, id_: str, reading: str = "plain", lang: Lang = "en") -> Picture:
    check = next(
        c for c in reconcile(tables) if (c.relation.id, c.relation.reading) == (id_, reading)
    )
    made = picture(tables, check, lang)
    assert made is not None
    return made


class TestPicture:
    def test_points_that_miss_each_other(self, tables: Tables) -> None:
        # 23 and 24 are 1 apart; 0.2 of that is left beyond either: 0.2/1.4 and 1.2/1.4.
        made = drawn(tables, "gii-gain-2022", "base_2012")
        assert (made.expected.start, made.observed.start) == (0.1429, 0.8571)
        assert made.expected.point
        assert made.observed.point
        assert made.shared is None
        assert made.result == "the two do not meet; 1 place apart"

    def test_an_open_side_runs_to_the_edge(self, tables: Tables) -> None:
        # From 2,508 to 2,512 takes at least 4, and 36 are printed: ends 4 and 36, room 6.4.
        check = next(
            c
            for c in reconcile(tables)
            if c.relation.kind == "inflow" and c.outcome.observed.lo == Decimal(36)
        )
        made = picture(tables, check, "zh")
        assert made is not None
        assert (made.expected.start, made.expected.end) == (0.1429, 1.0)
        assert made.expected.open_right
        assert not made.expected.open_left
        assert made.shared == (0.8571, 0.8571)
        assert made.result == "两者相交"

    def test_equal_values_stand_in_the_middle(self, tables: Tables) -> None:
        made = drawn(tables, "centres-2025-03")
        assert made.expected.start == made.observed.start == 0.5

    def test_a_gap_in_per_cent_is_in_points(self, tables: Tables) -> None:
        # 16.4943% of 58,990 to 68,720 against [16.05, 16.15]: 0.3443 points between.
        made = drawn(tables, "said-pct-applications-2020", lang="zh")
        assert made.result == "两者不相交，相差0.34个百分点"

    @pytest.mark.parametrize("lang", LANGS)
    def test_every_picture_lies_within_its_edges_and_tells_the_truth(
        self, tables: Tables, lang: Lang
    ) -> None:
        for check in reconcile(tables):
            made = picture(tables, check, lang)
            assert made is not None, check.relation.id
            for bar in (made.expected, made.observed):
                assert 0 <= bar.start <= bar.end <= 1
                assert bar.words
            compared = not check.reason
            assert (made.shared is not None) == (check.outcome.intersects and compared)
            assert (made.result == text(lang)("checks.apart")) != compared
            if made.shared:
                assert made.shared[0] <= made.shared[1] + 0.0002


class TestListing:
    def test_what_needs_an_eye_stands_first(self, tables: Tables) -> None:
        order = [e.check for e in entries(tables, "zh")]
        verdicts = [c.verdict for c in order]
        assert verdicts[0] == "inconsistent"
        assert verdicts == sorted(verdicts, key=VERDICTS.index)

    def test_filters(self, tables: Tables) -> None:
        every = entries(tables, "en")

        def found(**wanted: object) -> list[Check]:
            return [e.check for e in chosen(every, CheckFilter(**wanted))]  # type: ignore[arg-type]

        assert {c.relation.kind for c in found(kind="streak")} == {"streak"}
        assert {c.verdict for c in found(verdict="no_power")} == {"no_power"}
        of_rank = found(indicator="gii_rank", area="US")
        assert of_rank
        for check in of_rank:
            assert any((o.definition.id, o.area) == ("gii_rank", "US") for o in check.inputs)
        two = found(relations=("gii-gain-2022", "shared-base-pledge"), verdict="no_power")
        assert Counter(c.relation.id for c in two) == {"gii-gain-2022": 2, "shared-base-pledge": 2}
        assert [c.relation.id for c in found(query="4,868.8亿元 multiple of ten nonsense")] == []
        assert all(
            "4868.8亿元" in {o.figure.printed for o in c.inputs} for c in found(query="4868.8亿元")
        )

    def test_counts_do_not_follow_the_verdict(self, tables: Tables) -> None:
        every = entries(tables, "zh")
        all_ = counts(every, CheckFilter())
        assert counts(every, CheckFilter(verdict="consistent")) == all_
        assert sum(all_.values()) == len(reconcile(tables))


class TestPage:
    @pytest.mark.parametrize("lang", LANGS)
    def test_counts_are_those_of_the_engine(self, lang: Lang) -> None:
        body = html(open_page("checks", lang))
        assert tiles(body) == Counter(c.verdict for c in reconcile(load()))
        assert len(shown(body)) == ROWS

    def test_what_is_in_view_is_checked(self) -> None:
        body = html(open_page("checks", sup="0"))
        found = reconcile(load().select(REPORTS))
        assert sum(tiles(body).values()) == len(found) > 10

    @pytest.mark.parametrize("lang", LANGS)
    def test_each_inconsistency_is_explained(self, lang: Lang) -> None:
        wanted = [c for c in reconcile(load()) if c.verdict == "inconsistent"]
        bodies = [
            html(open_page("checks", lang, verdict="inconsistent", p=str(page)))
            for page in range(1, -(-len(wanted) // ROWS) + 1)
        ]
        body = "".join(bodies)
        assert Counter(shown(body)) == Counter((c.relation.id, c.verdict) for c in wanted)
        for check in wanted:
            told = check.relation.explanation(lang).split("；")[0].split(".")[0][:20]
            assert told.replace("'", "&#39;") in body, check.relation.id
        assert text(lang)("checks.unexplained") not in body

    def test_both_readings_of_a_phrase_stand_together(self) -> None:
        body = html(open_page("checks", "en", check="gii-gain-2022"))
        assert Counter(v for _, v in shown(body)) == {"consistent": 1, "reading_ruled_out": 1}
        assert "From the edition of 2013”: consistent" in body
        assert "From the edition of 2012”: reading ruled out" in body

    def test_a_check_shows_its_figures_formula_and_picture(self) -> None:
        body = html(open_page("checks", "en", check="change-satisfaction-2012-2021"))
        assert len(shown(body)) == 1
        assert "80.61分 − 63.69分 = [16.91, 16.93]" in body
        assert 'href="indicator?lang=en&amp;id=satisfaction"' in body
        assert 'href="indicator?lang=en&amp;id=satisfaction_change"' in body
        assert 'role="img" aria-label="Expected: 16.91 to 16.93 points; Printed:' in body
        assert "<details open>" in body

    def test_filters_begin_at_the_first_page_and_stand_in_the_url(self) -> None:
        app = open_page("checks", "en", p="3")
        app.selectbox(key="w_relation_en").select("streak").run()
        assert {
            c.relation.kind for c in reconcile(load()) if c.relation.id in dict(shown(html(app)))
        } == {"streak"}
        assert app.query_params["relation"] in ("streak", ["streak"])
        assert "p" not in app.query_params

    def test_nothing_found_says_so_and_leads_back(self) -> None:
        app = open_page("checks")
        app.text_input[0].set_value("没有这样的词").run()
        assert text("zh")("checks.none") in html(app)
        app.button(key="clear_empty").click().run()
        assert len(shown(html(app))) == ROWS

    def test_an_unknown_check_is_told(self) -> None:
        said = text("zh")("state.bad", parameter="check")
        assert said in [w.value for w in open_page("overview", check="no-such-check").warning]
        app = open_page("checks", check="no-such-check")
        assert not app.exception
        assert len(shown(html(app))) == ROWS

    def test_implied_values_are_listed_with_their_formula(self) -> None:
        body = html(open_page("checks", "en"))
        table = body[body.index(text("en")("checks.implied")) :]
        assert table.count('<td class="ip-formula">') == len(implied(load()))
        assert "at least CNY 77.63 billion" in table

    def test_an_inconsistency_nobody_explained_is_told(
        self, copied: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = copied / "indicators.csv"
        rows = path.read_text("utf-8")
        assert "63.69" in rows
        path.write_text(rows.replace("63.69", "73.69"), "utf-8")
        monkeypatch.setattr(store, "DATA", copied)
        monkeypatch.setattr(store, "_HOLDER", store.Holder())
        body = html(open_page("checks", check="change-satisfaction-2012-2021"))
        assert text("zh")("checks.unexplained") in body
        assert 'data-verdict="inconsistent"' in body


class TestMarks:
    @pytest.mark.parametrize("lang", LANGS)
    def test_cards_and_charts_of_a_contradiction_lead_to_it(
        self, tables: Tables, lang: Lang
    ) -> None:
        marks: dict[str, int] = {}
        for name in PAGES:
            found = re.findall(
                rf'<a class="ip-ne" href="checks\?lang={lang}&amp;check=([\w,-]+)"',
                html(open_page(name, lang)),
            )
            marks |= {name: len(found)} if found else {}
            known = {c.relation.id for c in reconcile(tables) if c.verdict == "inconsistent"}
            assert known.issuperset(i for ids in found for i in ids.split(",")), name
        # The chart of patents in force, which leads the overview, has figures of 2013.
        assert marks == {"overview": 1}

    def test_a_card_names_the_checks_of_its_own_figure(self, copied: Path) -> None:
        # 10 centres were new in 2022: (62 + 35) - (57 + 30).
        edit(copied, "centres_new", "10,10家", "12,12家")
        tables = load(copied)
        assert card(tables, tables.series("centres_new"), "en").disputes == ("centres-new-2022",)
        assert card(tables, tables.series("satisfaction"), "en").disputes == ()

    @pytest.mark.parametrize("lang", LANGS)
    def test_a_chart_tells_it_in_its_notes(self, tables: Tables, lang: Lang) -> None:
        concept = "invention_patents_in_force"
        made = compile_concept(tables, concept, lang)
        assert "scope-domestic-incl-2013" in made.disputes
        head = text(lang)("chart.disputed", periods="")
        assert any(line.startswith(head) for line in made.text.notes)
        calm = compile_concept(tables, "satisfaction", lang)
        assert calm.disputes == ()
        assert not any(line.startswith(head) for line in calm.text.notes)

    def test_the_explorer_leads_to_the_checks(self) -> None:
        mark = re.compile(r'href="checks\?lang=en&amp;check=[\w,-]*scope-domestic-incl-2013')
        body = html(open_page("explorer", "en", s="invention_patents_in_force_domestic"))
        assert mark.search(body)
        proof = "invention_patents_in_force_domestic_incl"
        assert not mark.search(html(open_page("explorer", "en", s=proof)))

    def test_an_indicator_lists_its_checks(self, tables: Tables) -> None:
        body = html(open_page("indicator", "en", id="gii_rank", tab="checks"))
        every = chosen(entries(tables, "en"), CheckFilter(indicator="gii_rank", area="CN"))
        assert f"All {len(every)} checks of this indicator" in body
        assert body.count('<li class="ip-is-') == FEW
        assert 'href="checks?lang=en&amp;id=gii_rank"' in body
