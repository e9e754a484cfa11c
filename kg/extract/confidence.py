"""How sure each way of reading a fact is: the share that development gold bears out or leaves open, rounded down.

`python -m tests.benchmarks.extraction --gold FOLDER --scorer FILE` prints the table these figures come from. A value of
0.9 or more is right at least nine times in ten there.
"""

TITLED = 0.95
"""A title before or beside a name: 39 of 39."""
FRAMED = 0.93
"""A property's own words, and arguments whose kinds are known to fit: 109 of 119."""
NOMINAL = 0.9
"""A noun that names an act, with who does it and to whom: 20 of 20."""
PLACED = 0.8
"""Where a thing is or comes from, and when; with DESCRIBED 48 of 59."""
DESCRIBED = 0.8
"""What a name is called."""
LOOSE = 0.75
"""A title without a name: 6 of 7."""
UNSURE = 0.7
"""As FRAMED, but the kind of an argument is unknown: 10 of 11."""
OPEN = 0.65
"""Subject, words of the verb, object: 73 of 101."""
WEAK = 0.6
"""Whose an event is, and a noun that names an act of nobody knows whom: too few to tell."""
AGENTLESS = 0.65
"""An attack, arrest or appointment without agent: 13 of 30, since gold asks for the agent (62 of 74 read by hand)."""
BARE = 0.6
"""A verb without object, an adjective, or nothing but bare nouns: 14 of 21, and 93 of 174 in articles read by hand; but
54 of 70 of what was done to something of which more is told, and of amounts, which count as OPEN."""

THIN = 0.5
"""A verb without object, not in the passive, of what has no name: 4 of 14 read by hand."""
AIMED = 0.85
"""What is left where a clause tells what something is done for, which may be done too: 2 of 8 held in a reading."""
