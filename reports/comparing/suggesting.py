"""What became of one recommendation, by the learned models: its evidence best first, a status, how sure, and why."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reports.comparing.candidates import Candidate, Later, LaterPiece, Question, best_sentences, candidates
from reports.comparing.fates import Fate
from reports.comparing.learned import Models, RankModel, models, softmax
from reports.comparing.matching import Match
from reports.comparing.status_features import Ranked, rule_features, status_features
from reports.outcomes import Status

# A sentence that begins so takes back a part of the one before, and is shown with it.
TAKES_BACK = re.compile(
    r"(?:however|but|although|though|nevertheless|despite this|yet|conversely)\b", re.IGNORECASE
)
# How much a sentence gains as the lead for a tone that agrees with the status. On the labels 0, 0.3 and 0.6 gave the
# same share of lead sentences that readers named, 1 a lower one; that was the fit, not out of fold.
TONE = 0.3


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A suggested status, the probability that a reader accepts it, and whether that is enough to state it.

    `utility` is how sure it is before calibration. `ranked`: all candidates, best first. `lead`: the sentence that
    tells most, whole; `lead_at`: which sentence of the first candidate it is.
    """

    fate: Fate
    status: Status
    confidence: float
    stated: bool
    utility: float
    ranked: tuple[Ranked, ...]
    lead: str
    lead_at: int

    @property
    def matches(self) -> tuple[Match, ...]:
        """The candidates, and behind them what else shares a word."""
        first = tuple(one.candidate.match for one in self.ranked)
        anchors = {match.terms.piece.anchor for match in first}
        return (*first, *(m for m in self.fate.matches if m.terms.piece.anchor not in anchors))


def suggest(
    fate: Fate, later: Later, *, using: Models | None = None, measured: Sequence[Candidate] | None = None
) -> Suggestion:
    """The suggestion for one recommendation that the rules have read. `using` other models, and candidates that
    were `measured` before, to judge the models."""
    learned = using or models()
    own = Question(fate.asked, later.ranker)
    ranked = ranked_by(learned.rank, candidates(fate.asked, later) if measured is None else measured)
    status, confidence, utility = learned.status.suggest(features(own, ranked, fate, later))
    ranked = telling_first(ranked, status)
    lead, at = lead_of(own, ranked[0].candidate.piece, status) if ranked else ("", 0)
    return Suggestion(
        fate, status, confidence, confidence >= learned.status.threshold, utility, ranked, lead, at
    )


def features(own: Question, ranked: Sequence[Ranked], fate: Fate, later: Later) -> dict[str, float]:
    """What the status is suggested by."""
    reviewed = later.ranker.board_reviewed
    return status_features(own, ranked, board_reviewed=reviewed) | rule_features(fate)


def ranked_by(model: RankModel, found: Sequence[Candidate]) -> tuple[Ranked, ...]:
    """The candidates of a recommendation, best first."""
    scores = [model.score(one.features) for one in found]
    ranked = [Ranked(*each) for each in zip(found, scores, softmax(scores), strict=True)]
    return tuple(sorted(ranked, key=lambda one: (-one.score, one.candidate.match.terms.piece.order)))


def telling_first(ranked: Sequence[Ranked], status: Status) -> tuple[Ranked, ...]:
    """The evidence with that kind first which carries the status: a recommendation says that something is asked for
    again, a paragraph everything else."""
    asks = status == Status.ASKED_AGAIN
    first = next((one for one in ranked if one.candidate.asks == asks), None)
    if first is None:
        return tuple(ranked)
    return (first, *(one for one in ranked if one is not first))


def lead_of(own: Question, piece: LaterPiece, status: Status) -> tuple[str, int]:
    """The sentence of the first evidence that says most of the matter and in the status's tone, with the one after
    it where that takes a part of it back; and which sentence it is."""
    said = best_sentences(own, piece)
    fit = [one * (1 + TONE * agrees(piece, index, status)) for index, one in enumerate(said)]
    at = max(range(len(fit)), key=lambda index: (fit[index], -index)) if fit else 0
    first, last = at, at
    while first and piece.sentences[first - 1].endswith(";"):
        first -= 1
    while last + 1 < len(piece.sentences) and (
        piece.sentences[last].endswith(";") or TAKES_BACK.match(piece.sentences[last + 1])
    ):
        last += 1
    return " ".join(piece.sentences[first : last + 1]), at


def agrees(piece: LaterPiece, sentence: int, status: Status) -> float:
    """How well a sentence's tone fits a status, -1 to 1; 0 where neither has one."""
    tone = piece.tone(sentence)
    if tone.share is None or status in (Status.ASKED_AGAIN, Status.NOT_FOUND):
        return 0.0
    if status == Status.MIXED:
        return 1.0 if tone.praise and tone.criticism else 0.0
    return (2 * tone.share - 1) * (1 if status == Status.IMPROVED else -1)
