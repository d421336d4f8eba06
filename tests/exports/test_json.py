import json
from datetime import date

from reports.exports.json import json_response


def test_rows_stand_under_their_name_behind_the_facts():
    response = json_response([{"day": date(2014, 3, 9)}, {"day": None}], head={"count": 2}, name="days")
    assert json.loads(response.getvalue()) == {"count": 2, "days": [{"day": "2014-03-09"}, {"day": None}]}


def test_an_empty_list_without_facts_is_json_too():
    assert json.loads(json_response([], head={}, name="days").getvalue()) == {"days": []}
