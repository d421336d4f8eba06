"""How much a search looks at, at most. All of its time is in these numbers."""

# Where no more match than this, all are ranked and counted.
EXACT = 3000
# Where more match, the newest (or oldest) of about this number are.
WINDOW = 1500
# An archive of so many texts is counted whole: a grouped count of 55,000 matches takes 60 ms.
COUNTED_WHOLE = 100_000
# Texts in the sample that says how many match, and of which year, authority, grade.
SAMPLE = 4000
# Matches that an estimate rests on, where there are so many: 2,500 put it within 4 % nineteen times in twenty.
RESTING_ON = 2500
# Fewer than this in the sample say little: then it is cheaper to look at all.
TELLING = 5
# The most texts that are looked at for a phrase of common words.
CANDIDATES = 40_000
# The deepest of the nested samples (one text in 2¹² = 4,096).
DEEPEST = 12
