"""How far two spellings are apart."""


def slips(typed: str, meant: str) -> int:
    """How many letters were left out, added, mistaken or put in each other's place (optimal string alignment)."""
    before: list[int] = []
    above = list(range(len(meant) + 1))
    for i, letter in enumerate(typed, 1):
        row = [i]
        for j, other in enumerate(meant, 1):
            cost = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == meant[j - 2] and typed[i - 2] == other:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before, above = above, row
    return above[-1]
