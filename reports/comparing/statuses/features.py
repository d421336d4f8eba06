"""What is measured of all the evidence for one recommendation, to say what became of it."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reports import frameworks
from reports.comparing.statuses import cues
from reports.comparing.statuses.candidates import Candidate, Question, best_sentences
from reports.comparing.statuses.rule_assessment import RuleAssessment
from reports.models.recommendation_statuses import STATUSES

# Paragraphs and recommendations whose words are measured.
HEARD = 3
ASKED = 2
# "However, …": the sentence takes back a part of what was said.
TURNS = re.compile(r"\b(?:however|but|although|though|while|nevertheless|despite|yet)\b", re.IGNORECASE)
# What inspectors write of something that has become better, or has not.
BETTER = re.compile(
    r"\b(?:(?:has|have|had) (?:\w+ )?(?:improved|strengthened|increased|reduced|developed|been (?:\w+ )?(?:improved|"
    r"strengthened|introduced|established|implemented|developed))|since the (?:last|previous) inspection|"
    r"now|significant(?:ly)? improve\w*|improvements?)\b",
    re.IGNORECASE,
)
STILL = re.compile(
    r"\b(?:remains?|still|continues? to|not yet|yet to|too (?:many|few|often|long)|not (?:always|consistently|all|"
    r"sufficiently)|inconsisten\w+|variable|some|a (?:small )?minority|a few)\b",
    re.IGNORECASE,
)
# From 0, the lowest grade of its scale, to 1, the highest.
GRADES = {
    grade: 1 - place / (len(framework.scale) - 1)
    for framework in frameworks.FRAMEWORKS
    for place, grade in enumerate(framework.scale)
}
NONE = cues.Tone()


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate with its rank score and the probability, among all candidates, that it is the evidence."""

    candidate: Candidate
    score: float
    chance: float


def status_features(own: Question, ranked: Sequence[Ranked], *, board_reviewed: bool) -> dict[str, float]:
    """The figures by name; `ranked` is best first."""
    paragraphs = [one for one in ranked if not one.candidate.asks]
    asking = [one for one in ranked if one.candidate.asks]
    alike = sorted(asking, key=lambda one: -one.candidate.features["likeness"])
    found: dict[str, float] = {
        "board": float(own.asked.about_board),
        "board_not_reviewed": float(own.asked.about_board and not board_reviewed),
        "about_care": float(own.asked.about_care),
        "asks_much": min(math.log1p(len(own.own)) / 4, 1.2),
        "recommendations": min(len(asking), 20) / 20,
        "best_chance": ranked[0].chance if ranked else 0.0,
    }
    for place in range(ASKED):
        asked = alike[place].candidate if place < len(alike) else None
        for name in (
            "likeness",
            "own_whole",
            "score",
            "closely",
            "verbatim",
            "people",
            "matters",
            "heaviest",
        ):
            found[f"asked_{place}_{name}"] = asked.features[name] if asked else 0.0
    total_sentence, total_piece = NONE, NONE
    for place in range(HEARD):
        one = paragraphs[place] if place < len(paragraphs) else None
        heard = of_paragraph(own, one.candidate) if one else {}
        found |= {f"said_{place}_{name}": heard.get(name, 0.0) for name in PARAGRAPH}
        if one:
            weight = heard["own_sentence"] * (1.0 if place == 0 else 0.6)
            total_sentence += tone_of(heard, "sentence").times(weight)
            total_piece += tone_of(heard, "near").times(weight)
    for name, tone in (("sentence", total_sentence), ("near", total_piece)):
        found[f"all_praise_{name}"] = tone.praise
        found[f"all_criticism_{name}"] = tone.criticism
        found[f"all_share_{name}"] = 0.5 if tone.share is None else tone.share
        found[f"all_known_{name}"] = float(tone.share is not None)
    grades = [
        GRADES[g] for one in paragraphs[:HEARD] if (g := one.candidate.match.terms.piece.grade) in GRADES
    ]
    found["grade"] = sum(grades) / len(grades) if grades else 0.4
    return found


def tone_of(heard: Mapping[str, float], where: str) -> cues.Tone:
    """The tone of the telling sentence, or near it."""
    return cues.Tone(heard[f"{where}_praise"], heard[f"{where}_criticism"])


# What is copied of a paragraph's own figures, and what is read of its words beside them.
COPIED = (
    *(
        "score",
        "own_whole",
        "own_sentence",
        "sentence",
        "top_three",
        "heaviest",
        "matters",
        "theme",
        "people",
    ),
    *("people_other", "rare_concept", "verbatim", "points_back", "pairs"),
)
READ = (
    *(
        "sentence_praise",
        "sentence_criticism",
        "near_praise",
        "near_criticism",
        "rest_criticism",
        "rest_praise",
    ),
    *("turns", "after_turns", "better", "still", "share"),
)
PARAGRAPH = (*COPIED, *READ)


def of_paragraph(own: Question, one: Candidate) -> dict[str, float]:
    """What one paragraph says of the matter, and how."""
    features, piece = one.features, one.piece
    said = best_sentences(own, piece)
    at = max(range(len(said)), key=lambda index: (said[index], -index)) if said else 0
    tone = piece.tone(at) if said else NONE
    near, rest = NONE, NONE
    for index in range(min(len(said), len(piece.sentences))):
        near += piece.tone(index).times(min(said[index] / (said[at] or 1.0), 1.0) ** 1.5)
        rest += piece.tone(index)
    sentence = piece.sentences[at] if said else ""
    following = piece.sentences[at + 1] if at + 1 < len(piece.sentences) else ""
    return {name: features[name] for name in COPIED} | {
        "sentence_praise": tone.praise,
        "sentence_criticism": tone.criticism,
        "near_praise": near.praise / 2,
        "near_criticism": near.criticism / 2,
        "rest_praise": min(rest.praise / 4, 1.5),
        "rest_criticism": min(rest.criticism / 4, 1.5),
        "turns": float(bool(TURNS.search(sentence))),
        "after_turns": float(bool(TURNS.match(following))),
        "better": float(bool(BETTER.search(sentence))),
        "still": float(bool(STILL.search(sentence))),
        "share": 0.5 if near.share is None else near.share,
    }


def rule_features(assessed: RuleAssessment) -> dict[str, float]:
    """What the rules make of the same evidence."""
    return {f"rule_{status.name.lower()}": float(assessed.status == status) for status in STATUSES} | {
        "rule_praise": 0.5 if assessed.praise is None else assessed.praise,
        "rule_contrary": float(assessed.contrary),
        "rule_found": min(len(assessed.found), 5) / 5,
        "rule_again": min(len(assessed.again), 3) / 3,
    }
