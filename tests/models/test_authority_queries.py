from reports.models import Authority


def test_what_is_asked_of_an_authority_is_not_worked_out_for_each_of_its_inspections():
    # Grouped by a join with the inspections, every other column would be worked out once for each row of the join.
    assert Authority.objects.known().with_latest().query.group_by is None
