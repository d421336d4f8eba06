from itertools import product

from reports import frameworks
from reports.frameworks import crosswalk

EVERY = [(f.key, strand) for f in frameworks.FRAMEWORKS for strand in f.strands]


def test_every_pair_of_strands_has_a_relation_a_reason_and_a_source():
    sources = set(crosswalk.crosswalk().sources.values())
    for a, b in product(EVERY, EVERY):
        link = crosswalk.link(*a, *b)
        assert link.relation in {"same", "partly", "none"}
        assert link.reason.endswith("."), (a, b)
        assert link.source in sources
        assert link.relation == crosswalk.link(*b, *a).relation


def test_every_strand_of_a_framework_says_what_it_judged():
    assert {f"{framework} {strand}" for framework, strand in EVERY} == set(crosswalk.crosswalk().scopes)


def test_every_link_is_between_strands_that_the_frameworks_have():
    for (a, b), links in crosswalk.crosswalk().links.items():
        for link in links:
            assert link.strand_a in frameworks.BY_KEY[a].strands
            assert link.strand_b in frameworks.BY_KEY[b].strands


def test_help_and_protection_and_quality_of_practice_both_lead_to_help_and_protection_in_part():
    for strand in ("help-and-protection", "practice"):
        assert crosswalk.link("cp", strand, "sif", "help-and-protection").relation == "partly"


def test_the_overall_of_2012_is_partly_the_overall_of_2014():
    assert crosswalk.link("cp", "overall", "sif", "overall").relation == "partly"


def test_adoption_has_no_counterpart_in_2012():
    assert {link.strand_b for link in crosswalk.links("cp", "sif")}.isdisjoint({"adoption", "care", "lscb"})
    assert "adoption" in crosswalk.ending("sif", "adoption", "cp").reason


def test_the_review_of_the_board_ends_with_the_boards():
    assert "ended with the boards" in crosswalk.ending("sif", "lscb", "ilacs").reason


def test_the_one_care_row_of_the_ilacs_is_partly_each_of_the_two_that_followed():
    for strand in ("care", "care-leavers"):
        assert crosswalk.link("ilacs", "care-and-care-leavers", "ilacs", strand).relation == "partly"
        assert crosswalk.link("ilacs", strand, "ilacs", "care-and-care-leavers").relation == "partly"
