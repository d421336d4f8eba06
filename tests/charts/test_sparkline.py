from reports.charts.sparkline import HEIGHT, INSET, WIDTH, draw


def test_a_gap_breaks_the_line_and_a_lone_year_is_a_dot():
    spark = draw([1, 2, None, 3], title="")
    assert len(spark.lines) == 1
    assert spark.dots == ((WIDTH - INSET, INSET),)


def test_the_newest_value_is_marked():
    assert draw([2, 1], title="").last == (WIDTH - INSET, (HEIGHT) / 2)


def test_nothing_is_an_empty_picture():
    spark = draw([None, None], title="")
    assert (spark.lines, spark.dots, spark.last) == ((), (), None)


def test_all_zeros_lie_on_the_ground():
    assert draw([0, 0], title="").last == (WIDTH - INSET, HEIGHT - INSET)


def test_the_step_into_a_new_framework_is_a_gap():
    spark = draw([1.0, 2.0, 3.0, 4.0], title="", breaks=[2])
    assert len(spark.lines) == 2
