"""The replay of `make bench-pages` asks for pages that there are, and says what became of them."""

import os
import random
import sys
from collections import Counter
from datetime import date

import pytest
from django.test import Client

from reports.benchmarks.replay import Replay, memory_of_workers, mixed_paths, popular, replay_lines
from tests.builders import make_authority, make_inspection


@pytest.mark.django_db
def test_the_paths_are_the_same_each_time_of_many_kinds_and_there(client: Client):
    authority = make_authority(name="Ashmere")
    for year in (2014, 2017):
        make_inspection(authority=authority, start=date(year, 5, 1), paragraphs=["About plans."])
    paths = mixed_paths(100)
    assert paths == mixed_paths(100)
    kinds = {path.split("/")[1] for path in paths}
    assert kinds >= {"", "inspections", "authorities", "search", "compare"}
    missing = {path for path in set(paths) if client.get(path).status_code != 200}
    assert missing == set()


def test_the_second_page_is_asked_for_half_as_often_as_the_first():
    chance = random.Random(1)  # noqa: S311
    counts = Counter(popular(["first", "second", "third"], chance) for _ in range(3000))
    assert counts["first"] / counts["second"] == pytest.approx(2, rel=0.2)
    assert counts["second"] > counts["third"] > 0


def test_the_figures_are_said_in_one_sentence_each():
    found = Replay(hits=90, statuses=Counter({200: 98, 503: 2}))
    assert replay_lines(found, [61.2, 60.4]) == [
        "A replay of 100 mixed requests on an archive that nobody has asked yet: "
        "90% answered from what is kept; 2 with 503.",
        "Memory of each worker after it: 60, 61 MB.",
    ]
    assert len(replay_lines(found, [])) == 1


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux says what memory a process has")
def test_the_memory_of_a_worker_is_that_of_a_process_that_the_server_started():
    assert any(10 < megabytes < 10_000 for megabytes in memory_of_workers(os.getppid()))
