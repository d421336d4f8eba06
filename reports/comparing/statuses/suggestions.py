"""What became of one recommendation, by the learned models: its evidence best first, a status, how sure, and why."""

from collections.abc import Sequence
from dataclasses import dataclass

from reports.comparing.matching import Match
from reports.comparing.statuses.candidates import Candidate, Later, Question, candidates
from reports.comparing.statuses.cues import sentence_tone
from reports.comparing.statuses.features import BETTER, Ranked, rule_features, status_features
from reports.comparing.statuses.leads import Lead, lead_among
from reports.comparing.statuses.learned import Models, RankModel, models, softmax
from reports.comparing.statuses.rule_assessment import RuleAssessment
from reports.comparing.terms.words import sentences
from reports.models.recommendation_statuses import Status


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A suggested status, the probability that a reader accepts it, and whether that is enough to state it.

    `utility` is how sure it is before calibration. `ranked`: all candidates, best first. `lead`: the sentence that
    says most, whole, with its neighbours until it is likely among them: of a stated status from the kind of piece
    that carries it (a recommendation says that something is asked for again, a paragraph everything else);
    `lead_at`: which sentence of the first candidate it is, `lead_shown` the first and the last that are shown with it.
    """

    assessed: RuleAssessment
    status: Status
    confidence: float
    stated: bool
    utility: float
    ranked: tuple[Ranked, ...]
    lead: str
    lead_at: int
    lead_shown: tuple[int, int]

    @property
    def matches(self) -> tuple[Match, ...]:
        """The candidates, and behind them what else shares a word."""
        first = tuple(one.candidate.match for one in self.ranked)
        anchors = {match.terms.piece.anchor for match in first}
        return (*first, *(m for m in self.assessed.matches if m.terms.piece.anchor not in anchors))


def suggest(
    assessed: RuleAssessment,
    later: Later,
    *,
    using: Models | None = None,
    measured: Sequence[Candidate] | None = None,
) -> Suggestion:
    """The suggestion for one recommendation that the rules have read. `using` other models, and candidates that
    were `measured` before, to judge the models."""
    learned = using or models()
    own = Question(assessed.asked, later.ranker)
    ranked = ranked_by(learned.rank, candidates(assessed.asked, later) if measured is None else measured)
    status, confidence, utility = learned.status.suggest(features(own, ranked, assessed, later))
    stated = confidence >= learned.status.threshold
    lead = lead_among(own, ranked, learned.lead, asks=status == Status.ASKED_AGAIN if stated else None)
    if lead is None:
        return Suggestion(assessed, status, confidence, stated, utility, ranked, "", 0, (0, 0))
    ranked = telling_first(ranked, lead)
    stated = stated and (status != Status.IMPROVED or speaks_well(lead.text))
    return Suggestion(assessed, status, confidence, stated, utility, ranked, lead.text, lead.at, lead.shown)


def features(
    own: Question, ranked: Sequence[Ranked], assessed: RuleAssessment, later: Later
) -> dict[str, float]:
    """What the status is suggested by."""
    reviewed = later.ranker.board_reviewed
    return status_features(own, ranked, board_reviewed=reviewed) | rule_features(assessed)


def ranked_by(model: RankModel, found: Sequence[Candidate]) -> tuple[Ranked, ...]:
    """The candidates of a recommendation, best first."""
    scores = [model.score(one.features) for one in found]
    ranked = [Ranked(*each) for each in zip(found, scores, softmax(scores), strict=True)]
    return tuple(sorted(ranked, key=lambda one: (-one.score, one.candidate.match.terms.piece.order)))


def telling_first(ranked: Sequence[Ranked], lead: Lead) -> tuple[Ranked, ...]:
    """The evidence with that piece first which holds the lead."""
    return (lead.one, *(one for one in ranked if one is not lead.one))


def speaks_well(text: str) -> bool:
    """Whether a lead holds praise, or says that something has become better, and fewer of its sentences criticise than
    praise: without it "improved" is not stated. Out of fold, of the seven that this held back readers accept four."""
    tones = [sentence_tone(text[start:end]) for start, end in sentences(text)]
    praising = sum(tone.praise > tone.criticism for tone in tones)
    criticising = sum(tone.criticism > tone.praise for tone in tones)
    good = any(tone.praise for tone in tones) or BETTER.search(text)
    return bool(good) and (not criticising or criticising < praising)
