"""The colours of the style sheet, checked by number: WCAG 2.2, success criteria 1.4.3 and 1.4.11."""

import re
from itertools import combinations
from pathlib import Path

import pytest

from reports.frameworks.other_kinds import BY_KEY

STATIC = Path(__file__).parent.parent / "static"
CSS = (STATIC / "site.css").read_text(encoding="utf-8")
GRADES = ("outstanding", "good", "requires-improvement", "adequate", "inadequate", "ungraded")


def tokens(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block))


ROOTS = re.findall(r":root \{(.*?)\}", CSS, re.DOTALL)
LIGHT = tokens(ROOTS[0])
DARK = {**LIGHT, **tokens(ROOTS[1])}
SCHEMES = {"light": LIGHT, "dark": DARK}


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


GROUNDS = ("paper", "sheet", "tint")
OUTCOMES = ("outcome-positive", "outcome-inconsistent", "outcome-failings", "kind")
STATUSES = ("status-improved", "status-criticised", "status-asked-again")
TEXTS = ("ink", "soft", "link", "link-strong", *GRADES, *OUTCOMES, "up", "down", "error")
PAIRS = [(text, ground) for text in TEXTS for ground in GROUNDS]
PAIRS += [("ink", f"{grade}-wash") for grade in GRADES]
PAIRS += [(grade, f"{grade}-wash") for grade in GRADES]
PAIRS += [("ink", f"{status}-wash") for status in STATUSES]
PAIRS += [("link", f"{status}-wash") for status in STATUSES]
PAIRS += [
    ("on-link", "link"),
    ("on-link", "link-strong"),
    ("on-mark", "mark"),
    ("ink", "inserted"),
    ("ink", "deleted"),
]
PAIRS += [
    ("warning", "sheet"),
    ("sheet", "good-fill"),
    ("sheet", "outstanding-fill"),
    ("ink", "warning-wash"),
]


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_stands_out_from_its_ground(scheme, text, ground):
    colours = SCHEMES[scheme]
    assert contrast(colours[text], colours[ground]) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("part", ["edge", "focus", "good-fill", "outstanding-fill", *STATUSES])
def test_the_edges_of_controls_and_the_focus_stand_out(scheme, part, ground):
    assert contrast(SCHEMES[scheme][part], SCHEMES[scheme][ground]) >= 3


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("status", STATUSES)
def test_the_edge_of_a_status_stands_out_from_its_ground(scheme, status):
    assert contrast(SCHEMES[scheme][status], SCHEMES[scheme][f"{status}-wash"]) >= 3


NOT_GRADES = re.compile(r"([^{}]*\.(?:status--|board__one|strip__one|move--|error|notice)[^{}]*)\{([^{}]*)\}")
COLOUR_OF_A_GRADE = re.compile(rf"var\(--(?:{'|'.join(GRADES)})(?:-wash|-fill)?\)")


def test_statuses_errors_warnings_and_arrows_have_colours_of_their_own_apart_from_grades():
    sheets = "\n".join(path.read_text(encoding="utf-8") for path in STATIC.glob("*.css"))
    rules = NOT_GRADES.findall(sheets)
    assert len(rules) > 15
    assert [selector.strip() for selector, body in rules if COLOUR_OF_A_GRADE.search(body)] == []
    grades = {scheme: {colours[grade] for grade in GRADES} for scheme, colours in SCHEMES.items()}
    for token in (*STATUSES, "up", "down", "error"):
        assert [scheme for scheme, colours in SCHEMES.items() if colours[token] in grades[scheme]] == []


def test_dark_has_every_colour_of_its_own():
    assert set(tokens(ROOTS[1])) == set(LIGHT)


def shapes_in(name: str) -> list[str]:
    source = (Path(__file__).parent.parent / "templates/components" / name).read_text(encoding="utf-8")
    return re.findall(r"%}\s*((?:<(?:path|circle)[^%]*?/>)+)", source)


def test_no_two_grades_outcomes_or_kinds_have_one_shape():
    grades, outcomes = map(shapes_in, ("shape_path.html", "outcome_path.html"))
    kinds = [f'<path class="shape__line" d="{kind.sign}"/>' for kind in BY_KEY.values()]
    assert (len(grades), len(outcomes)) == (9, 3)
    assert all(one != other for one, other in combinations([*grades, *outcomes, *kinds], 2))


def test_no_outcome_has_the_colour_of_a_grade():
    for scheme in SCHEMES.values():
        assert not {scheme[name] for name in OUTCOMES} & {scheme[name] for name in GRADES}
