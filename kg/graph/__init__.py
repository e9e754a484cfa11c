"""Articles, entities and statements in, an RDF store on disk out that answers queries and explains itself."""

from kg.graph.store import Graph, finished, replaced

__all__ = ["Graph", "finished", "replaced"]
