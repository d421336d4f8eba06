"""What a recommendation asks about a thing: that it is monitored, found, assessed, recorded.

"Review how private fostering is monitored" is not answered by "privately fostered children are supported well": the
thing is the same, what is asked about it is not.
"""

import re

from reports.comparing.terms.recommendation_query import DETAIL, OPENING, PURPOSE

# Each line is one aspect in the words that inspectors use for it.
ASPECTS = tuple(
    re.compile(rf"\b(?:{words})\b")
    for words in (
        r"identif\w+|aware\w*|notif\w+|recogni[sz]\w+|know\w*|understand\w*|understood|visib\w+",
        r"monitor\w*|audit\w*|quality assur\w+|track\w*|scrutin\w*|review\w*|oversight|oversee\w*|overseen|governance",
        r"strateg\w+",
        r"assess\w*",
        r"plan(?:s|ned|ning)?",
        r"analys\w+|evaluat\w+|collat\w+",
        r"record\w*",
        r"offer(?:s|ed|ing)?|access\w*|availab\w+|take-up",
        r"train(?:ed|ing)",
        r"capacity|resourc\w+|suffici\w+|staffing",
        r"timel\w+|prompt\w*|delay\w*|quick\w*|swift\w*|timescales?|in (?:good|a timely) time|avoid\w* drift",
        r"respon[ds]\w*",
        r"supervis\w+",
        r"consult\w*|participat\w+|involv\w+|views|feedback|engag\w+|listen\w*",
        r"match\w*",
        r"support\w*",
        r"chair\w*|conferenc\w+|challeng\w+",
        r"information[- ]sharing|shar(?:e|es|ed|ing) information|communicat\w+",
        r"threshold\w*",
        r"visit\w*|seen",
    )
)
# The verb that asks is not what is asked: "Review the capacity of …".
ASKS = re.compile(
    r"\W*(?:urgently |further )?(?:review|monitor|evaluate|support|track|plan|recognise|identify) "
)


def aspects(text: str) -> frozenset[int]:
    """Which aspects a text names, by their place in the list."""
    text = text.lower().replace("’", "'")
    return frozenset(place for place, aspect in enumerate(ASPECTS) if aspect.search(text))


def aspects_asked(recommendation: str) -> frozenset[int]:
    """Which aspects a recommendation asks about: before it says what for and with what details, and without the
    verb that asks."""
    text = recommendation.lower()
    ends = [found.start() for end in (PURPOSE, DETAIL) if (found := end.search(text, OPENING))]
    main = text[: min(ends, default=len(text))]
    asks = ASKS.match(main)
    return aspects(main[asks.end() :] if asks else main) or aspects(main)


def names_what_is_asked(recommendation: str, sentence: str) -> bool:
    """Whether a sentence is about one of the aspects asked about; true where a recommendation names none."""
    asked = aspects_asked(recommendation)
    return not asked or bool(asked & aspects(sentence))
