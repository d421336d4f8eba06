from reports.charts.over_time import ground_of, grounds_of, pooled_years


def test_reviews_of_boards_share_the_ground_of_the_single_inspections():
    assert ground_of("lscb") == ground_of("sif") == "SIF"
    assert [ground_of(key) for key in ("cp", "lac", "ilacs")] == ["before", "before", "ILACS"]
    assert pooled_years({2015: {"sif", "lscb"}, 2018: {"sif", "ilacs"}}) == {2018}


def test_a_name_wider_than_its_ground_gives_way_to_initials():
    lines = [ground.lines for ground in grounds_of(first=2013, last=2026, pooled={2013, 2015})]
    assert lines[:3] == [("Both",), ("SIF",), ("Both",)]
