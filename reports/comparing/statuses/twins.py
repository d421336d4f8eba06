"""One answer for twins: what is asked of the council and of its safeguarding board in the same words.

Of two suggestions the surer one is given to both, a stated one before one that is not.
"""

from collections.abc import Sequence
from dataclasses import replace

from reports.comparing.statuses.suggestions import Suggestion
from reports.comparing.terms.pieces import Terms
from reports.comparing.terms.recommendation_query import BOARD
from reports.comparing.terms.weights import ASKING

# Twins share this much of the words of both: all but the name of whom is asked, or one word in ten beside it.
SHARED = 0.8
FEWEST = 3


def one_answer_for_twins(found: Sequence[Suggestion]) -> tuple[Suggestion, ...]:
    """The suggestions in their order, each twin with the answer of the surer of the two."""
    answers = list(found)
    boards = [at for at, one in enumerate(found) if one.assessed.asked.terms.piece.board]
    for board in boards:
        for place, one in enumerate(found):
            if not one.assessed.asked.terms.piece.board and are_twins(one, found[board]):
                surer = max(answers[place], answers[board], key=lambda said: (said.stated, said.confidence))
                for each in (place, board):
                    answers[each] = replace(surer, assessed=found[each].assessed)
    return tuple(answers)


def are_twins(one: Suggestion, other: Suggestion) -> bool:
    """Whether two recommendations ask for the same in the same words."""
    mine, theirs = own_words(one.assessed.asked.terms), own_words(other.assessed.asked.terms)
    both = mine & theirs
    return len(both) >= FEWEST and len(both) >= SHARED * len(mine | theirs)


def own_words(asked: Terms) -> frozenset[str]:
    """The stems of a recommendation without those that ask, and the name of a board."""
    return frozenset(
        term
        for term in asked.counts
        if not term.startswith("=") and term not in ASKING and term != "board" and not BOARD.fullmatch(term)
    )
