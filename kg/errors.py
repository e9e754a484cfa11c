"""Errors of the package, each one line that names the file or value and the mend.

KGError
├── ReadError       an article cannot be read (missing, empty, binary, wrong encoding)
├── ModelError      a language model cannot be loaded
├── OntologyError   the ontology or a lexicon is malformed
└── GraphError      there is no graph to read, or it cannot be written
    ├── QueryError  a query is not valid SPARQL, or no such named query
    └── ServerError the server cannot listen
"""


class KGError(Exception):
    """Base of all errors that newskg raises on purpose."""


class ReadError(KGError):
    """An article cannot be read."""


class ModelError(KGError):
    """A language model cannot be loaded."""


class OntologyError(KGError):
    """The ontology or a lexicon is malformed."""


class GraphError(KGError):
    """There is no graph to read, or it cannot be written."""


class QueryError(GraphError):
    """A query is not valid SPARQL, or there is no query of that name."""


class ServerError(GraphError):
    """The server cannot listen."""
