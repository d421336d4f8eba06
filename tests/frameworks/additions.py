"""What CONTRIBUTING asks for of a new framework and of a new kind without grades, for two that never were."""

DESCRIPTION = """    Framework(
        key="sixth",
        name="Review of children's experiences",
        short="Experiences",
        years=(2024, None),
        scale=("secure", "good", "weak"),
        strands=("help-and-protection", "care", "leadership"),
        names_inspector=False,
        always_recommends=True,
    ),
)
BY_KEY ="""
LAYOUT = """    ReportLayout(
        framework="sixth",
        recognised_by=pattern(r"review of children's experiences"),
        not_by=None,
        table="front",
        rows=ROWS,
        recommends=RECOMMENDATIONS,
        recommends_no_more=pattern(r"the experiences of"),
        numbered=True,
        title_begins=r"review of children.s experiences",
        named_in_title=re.compile(r"experiences in (?P<name>.+)$", re.IGNORECASE),
    ),
)
LAYOUT_BY_KEY ="""
LINK = """
[[link]]
frameworks = ["sif", "sixth"]
strands = ["help-and-protection", "help-and-protection"]
relation = "same"
reason = "Both judge how children are helped and protected."
source = "sif"
"""
REPORT = """# Review of children’s experiences in Ashmere

Inspection dates: 3 to 7 March 2025

| Judgement | Grade |
|-----------|-------|
| The impact of leaders on social work practice | Weak |
| Children who need help and protection | Secure |
| Children in care | Good |

## Recommendations

1. Give every child one plan that says who will do what by when.

2. Tell leaders each month how long children wait for their first visit.

## The experiences of children who need help and protection: secure

3. Children are seen quickly, and they know who their worker is.

4. Plans are short enough for a family to keep.

## The experiences of children in care: good

5. Children in care live close to their schools and their friends.

## The impact of leaders on social work practice: weak

6. Leaders learn too late how long children wait.
"""
KIND = """    OtherKind(
        key="call",
        name="Progress call",
        plural="progress calls",
        word="Call",
        years=(2024, None),
        recognised_by=pattern(r"^progress call to\\b"),
        setting="letter",
        place=(phrase(r"^Progress call to (?P<name>.+?) children.s services$"),),
        theme=(phrase(r"\\bInspectors asked about (?P<theme>.+)"),),
        sign="M2 2l12 12M14 2L2 14",
        is_followed=True,
        in_statistics=re.compile(r"progress call", re.IGNORECASE),
    ),
)
# Joint area reviews"""
LETTER = """10 June 2024

Dear Ms Farrow

# Progress call to Ashmere children’s services

This letter summarises the findings of the progress call to Ashmere children’s services on 4 and 5 June 2024.

Inspectors asked about the homes that care leavers live in.

# Overview

Most care leavers live in homes that they like.

# What needs to improve

- The plan that each child has, which says too little about who will do what by when.

# Findings

- Pathway plans of care leavers name a home, but not who pays for it.
- Young people know whom to ring when something is broken.

Yours sincerely

Josephine Marr

His Majesty’s Inspector
"""
