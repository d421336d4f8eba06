"""Two inspections against each other: what moved, what became of each recommendation, what each report says.

Everything but `vocabulary`, `reading` and `service` is plain Python over values: no query, no Django.
"""
