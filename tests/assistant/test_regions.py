"""What an assistant asks of regions of China, worked out by hand from the frozen tables."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from metrics import Tables
from metrics.assistant.server import server
from tests.assistant.asked import Asking, asking, of

# Signs of an answer where an assistant does not ask for more.
SHORT = 6000
GRANTS = "patents_granted_domestic"


@pytest.fixture(scope="module")
def client(tables: Tables) -> Iterator[Asking]:
    with asking(server(lambda: tables, "en")) as made:
        yield made


class TestWhatIsFound:
    @pytest.mark.parametrize(
        "words",
        ["patents granted in Guangdong", "广东省 专利授权", "广东专利授权", "Guangdong patents"],
    )
    def test_a_region_among_the_words_is_searched_for(self, client: Asking, words: str) -> None:
        first = client.answer("search", words=words)["found"][0]
        assert (first["area"], first["regions"]) == ("CN-GD", 3)

    def test_a_region_as_the_area(self, client: Asking) -> None:
        made = client.answer("search", words="patents", area="北京市")
        assert {one["area"] for one in made["found"]} == {"CN-BJ"}

    def test_what_only_regions_have_has_a_place(self, client: Asking) -> None:
        made = client.answer("search", words="patents", most=3)
        assert made["found"][-1]["indicator"] == GRANTS
        assert len(made["found"]) == 3

    def test_an_economy_is_none(self, client: Asking) -> None:
        first = client.answer("search", words="GII rank", area="US")["found"][0]
        assert (first["area"], first["regions"]) == ("US", 0)


class TestFigures:
    @pytest.mark.parametrize("area", ["CN-GD", "Guangdong", "广东", "广东省", "guangdong province"])
    def test_by_code_or_name(self, client: Asking, area: str) -> None:
        figure = client.answer("newest", indicator=GRANTS, area=area)["figure"]
        assert (figure["area"], figure["period"], figure["value"]) == ("CN-GD", "2022", "117")

    def test_by_the_key_of_a_series(self, client: Asking) -> None:
        made = client.answer("series", indicator=f"{GRANTS}@CN-HK")
        assert [f["value"] for f in made["figures"]] == ["10", "9"]
        assert made["areas"] == ["CN", "CN-BJ", "CN-GD", "CN-HK"]

    def test_the_total_is_none_of_the_regions(self, client: Asking) -> None:
        made = client.answer("series", indicator=GRANTS)
        assert (made["area_in_words"], made["regions"]) == ("Domestic total", 3)

    def test_a_region_is_cited(self, client: Asking) -> None:
        cited = client.answer("cite", indicator=GRANTS, area="Beijing", period="2021")
        assert "Beijing" in cited["citation"]
        assert cited["publications"][0]["id"] == "cnipa-yearbook-2022"


class TestCompared:
    def test_two_regions(self, client: Asking) -> None:
        pair = {"base": of(GRANTS, "2022", "Beijing"), "end": of(GRANTS, "2022", "广东")}
        difference, multiple = client.answer("compare", **pair)["results"]
        # 117 − 75; 117 ÷ 75 = 1.56
        assert difference["value_in_words"] == "Guangdong is 42 patents above Beijing"
        assert multiple["value_in_words"] == "1.56 times"

    @pytest.mark.parametrize("whole", ["", "CN", "Domestic total"])
    def test_a_region_has_a_share_of_the_total(self, client: Asking, whole: str) -> None:
        pair = {"base": of(GRANTS, "2022", "CN-GD"), "end": of(GRANTS, "2022", whole)}
        made = client.answer("compare", **pair)
        (share,) = made["results"]
        # 117 ÷ 201 = 0.58208...
        assert (share["kind"], share["value_in_words"]) == ("share", "58.2%")
        assert share["value"].startswith("58.208")
        assert made["change_allowed"] is False

    def test_of_a_total_that_its_regions_do_not_add_up_to(self, client: Asking) -> None:
        own = "designs_granted_domestic"
        pair = {"base": of(own, "2020"), "end": of(own, "2020", "CN-GD")}
        made = client.answer("compare", **pair)
        (share,) = made["results"]
        # 20 of 31 as it is printed, or of the 30 that the regions add up to.
        assert share["value"] is None
        assert share["interval"].startswith("[64.516")
        assert share["interval"].endswith("66.6666666666667]")
        assert made["caveats"] == ["The regions add up to 30."]

    def test_of_two_years_there_is_none(self, client: Asking) -> None:
        pair = {"base": of(GRANTS, "2021", "CN-GD"), "end": of(GRANTS, "2022", "CN")}
        made = client.answer("compare", **pair)
        assert not made["results"]
        assert made["refusals"][0]["reason"] == "two_times"

    def test_a_region_and_what_no_region_has(self, client: Asking) -> None:
        pair = {"base": of(GRANTS, "2022", "CN-GD"), "end": of("gii_rank", "2022")}
        made = client.answer("compare", **pair)
        assert [r["reason"] for r in made["refusals"]] == ["concept"]

    def test_shares_over_the_years(self, client: Asking) -> None:
        made = client.answer("transform", indicator=GRANTS, kind="share", area="CN-BJ")
        # 60 ÷ 200; 75 ÷ 201
        assert [r["value_in_words"] for r in made["results"]] == ["30.0%", "37.3%"]

    def test_growth_of_a_region(self, client: Asking) -> None:
        made = client.answer("transform", indicator=GRANTS, area="Guangdong")
        assert [r["value_in_words"] for r in made["results"]] == ["−10.0%"]


class TestRefused:
    def test_what_no_region_has(self, client: Asking) -> None:
        said = client.refusal("newest", indicator="gii_rank", area="Guangdong")
        assert said.startswith("the indicator gii_rank has no figures of regions of China")
        assert GRANTS in said

    def test_what_this_region_has_not(self, client: Asking) -> None:
        said = client.refusal("newest", indicator="utility_models_granted_domestic", area="CN-TW")
        assert said.endswith("has no figures of CN-TW; it has some of: CN, CN-BJ, CN-GD, CN-HK")

    def test_in_chinese(self, client: Asking) -> None:
        said = client.refusal("newest", indicator="gii_rank", area="广东", lang="zh")
        assert said.startswith("指标“gii_rank”没有分地区数字，因而没有“广东”的")

    def test_no_place_at_all(self, client: Asking) -> None:
        said = client.refusal("series", indicator=GRANTS, area="Atlantis")
        assert said.endswith("has no figures of Atlantis; it has some of: CN, CN-BJ, CN-GD, CN-HK")


@pytest.mark.parametrize(
    ("tool", "asked"),
    [
        ("search", {"words": "Guangdong"}),
        ("series", {"indicator": GRANTS, "area": "CN-GD"}),
        ("transform", {"indicator": GRANTS, "area": "CN-GD", "kind": "share"}),
    ],
)
def test_answers_are_short(client: Asking, tool: str, asked: dict[str, str]) -> None:
    assert len(client.told(tool, **asked)) < SHORT


def test_the_list_tells_of_regions(client: Asking) -> None:
    lines = client.resource("ipstats://indicators/en.csv").splitlines()
    assert lines[0].endswith(",areas,regions")
    (own,) = [line for line in lines if line.startswith(f"{GRANTS},")]
    assert own.endswith(",0,3")
