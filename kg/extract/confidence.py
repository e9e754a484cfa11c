"""How sure each way of reading a fact is: the share that was right on development gold, rounded down.

`python -m tests.benchmarks.extraction --gold FOLDER --scorer FILE` prints the table these figures come from. A value of
0.9 or more is right at least nine times in ten there.
"""

TITLED = 0.95
"""A title before or beside a name: 39 of 39."""
FRAMED = 0.93
"""A property's own words, and arguments whose kinds are known to fit: 112 of 116."""
NOMINAL = 0.9
"""A noun that names an act, with who does it and to whom: 17 of 18."""
PLACED = 0.8
"""Where a thing is or comes from, and when: 26 of 32."""
DESCRIBED = 0.8
"""What a name is called: 12 of 15."""
LOOSE = 0.75
"""A title without a name, a title of a predicate: 5 of 7."""
UNSURE = 0.7
"""As FRAMED, but the kind of an argument is unknown: 14 of 20."""
OPEN = 0.65
"""Subject, words of the verb, object: 52 of 77."""
WEAK = 0.6
"""Whose an event is: too few to tell."""
AGENTLESS = 0.6
"""A passive attack, arrest or appointment without agent: 8 of 21, since gold asks for the agent."""
BARE = 0.4
"""A verb without object, or an adjective: 14 of 35."""
