"""Mutation testing: small changes to the code, each of which some test ought to notice (`make mutants`).

Why a runner of our own: three needs come together here. A sample that is drawn by the commit and ends in a given time;
only the tests that run the changed line, of some 2,000; and a database of its own for each of two processes. mutmut
works through whole files and forks its runs from one process, whose connections to PostgreSQL no fork may share;
cosmic-ray runs one command for every mutant and has no clock. Both would have to be wrapped in most of what is here:
the places are found in the syntax tree, and pytest does the rest.

* `sites`: the places of a file that can be changed, and the change
* `coverage_of_tests`: which test runs which line, and how long it takes
* `equivalents`: changes that no test can notice, with the reason
* `running`: a copy of the commit and a database server for each process; one mutant after the other
* `__main__`: the sample, the clock and the table
"""
