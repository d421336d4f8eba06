from reports.charts.movements import Movement, draw


def picture(*movements: Movement):
    return draw(movements, frameworks_of=("cp", "sif"), titles=("2012", "2014"))


def test_each_side_is_its_own_scale_lowest_first():
    left, right = picture().sides
    assert [rung.word for rung in left.rungs] == ["inadequate", "adequate", "good", "outstanding"]
    assert [rung.word for rung in right.rungs] == [
        "inadequate",
        "requires improvement",
        "good",
        "outstanding",
    ]


def test_a_line_is_whole_where_grades_can_be_compared_and_dotted_where_in_part():
    rows = picture(
        Movement("Leadership", "inadequate", "good", "same", "Up."),
        Movement("Overall", "inadequate", "good", "partly", "Up."),
        Movement("Help", "adequate", "requires improvement", "none", "Not comparable."),
    ).rows
    assert [row.line for row in rows] == ["whole", "dotted", ""]


def test_a_strand_missing_on_one_side_has_no_sign_there_and_no_line():
    (row,) = picture(Movement("Adoption", "not in framework", "good", "none", "In one alone.")).rows
    assert (row.earlier.x, row.line) == (None, "")
    assert row.later.x is not None
    assert "not in framework, then good" in row.title


def test_what_is_no_grade_of_the_scale_has_no_place_on_it():
    (row,) = picture(Movement("Overall", "requires improvement", "adequate", "none", "")).rows
    assert (row.earlier.x, row.later.x) == (None, None)
