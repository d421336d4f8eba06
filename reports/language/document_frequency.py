"""How much a word says by how many texts hold it: search and comparing weigh words by the same formula."""

import math


def inverse_document_frequency(holding: float, total: float) -> float:
    """The weight of a word that so many of all texts hold, as in BM25, never below 0: rare words weigh most.

    No word is held by more texts than there are, whatever an estimate says.
    """
    holding = min(holding, total)
    return math.log(1 + (total - holding + 0.5) / (holding + 0.5))
