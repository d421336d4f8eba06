"""Words that everyday questions are full of and that say little: "people wanting to get a flat in time".

To PostgreSQL they are not stop words, and reports hold few of them, so that they would count as informative.
They are searched like any word, and a text with all words still holds them; they only weigh less.
"""

# How much of its weight such a word keeps.
# nDCG@10 is 0.809 with 0.15, 0.808 with 0.3, 0.810 with 0.6, 0.803 with all of it (MEASURED.md).
SHARE = 0.3
LIGHT = frozenset(
    word
    for line in (
        "able about actually afterward afterwards already also although always",
        "another anyone anything around away back become becoming beforehand",
        "bit came cannot come comes coming could day days done either else even ever every everyone",
        "everything far find finding finds first found full gave get gets getting give given gives giving go",
        "goes going gone good got however instead keep keeping keeps kept knew know knowing knows known last",
        "let like likely little look looking looks lot lots made make makes making many may maybe might much",
        "must near need needed needs never new next nobody nothing often old one ones onto ought people per",
        "perhaps place put puts putting quite rather really right said saw say saying says see seeing seem",
        "seems seen set shall since someone something sometimes soon still take taken takes taking tell thing",
        "things think though thought till time times took toward towards tried tries try trying unless unlike",
        "upon use used using usually want wanted wanting wants way ways well went whether whole wish within",
        "without would year years yet",
    )
    for word in line.split()
)

# Words by which readers judge; the reports judge in other words, so that few texts hold these. What is judged is the
# topic, and must weigh more than the judgement.
# nDCG@10 is 0.808 with 0.25 to 0.75, 0.805 with all of it (MEASURED.md).
JUDGING_SHARE = 0.5
JUDGING = frozenset(
    word
    for line in (
        "abysmal alarming amazing appalling astonishing atrocious awful bad brilliant commend commended commending",
        "condemn condemned criticise criticised criticises criticising criticism damning decent deplorable",
        "disappointing disgraceful disgusting dire dismal dreadful excellent exceptional exemplary fantastic great",
        "horrendous horrible horrific impressive inspiring laudable lousy marvellous mediocre outrageous",
        "pathetic praise praised praises praising remarkable scandal scandalous shambolic shameful shocked shocking",
        "slammed slated splendid superb terrible terrific unacceptable wonderful worrying worst",
    )
    for word in line.split()
)
