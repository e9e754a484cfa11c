"""The store in, files for network tools out: GraphML, GEXF with time, and a pair of CSV tables.

GraphML: http://graphml.graphdrawing.org/specification.html. GEXF 1.2: https://gexf.net/. The tables are those that
Gephi imports (Id, Label; Source, Target, Type) and that LOAD CSV WITH HEADERS of Neo4j reads.
"""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from typing import Any, BinaryIO

import networkx as nx
from pyoxigraph import Store

from kg.publish.edges import columns, edges
from kg.vocabulary import Namespaces


def graphml(store: Store, namespaces: Namespaces, out: BinaryIO) -> None:
    """Writes the network as GraphML, UTF-8."""
    nx.write_graphml(edges(store, namespaces), out, named_key_ids=True, edge_id_from_attribute="id")


def gexf(store: Store, namespaces: Namespaces, out: BinaryIO) -> None:
    """Writes the network as GEXF: each edge from the day on and to the day that it is told of."""
    text = io.BytesIO()
    nx.write_gexf(edges(store, namespaces), text)
    out.write(re.sub(rb' lastmodifieddate="[^"]*"', b"", text.getvalue(), count=1))


def tables(store: Store, namespaces: Namespaces, path: Path) -> tuple[Path, Path]:
    """Writes the nodes and edges beside each other, as graph-nodes.csv and graph-edges.csv for graph.csv."""
    graph = edges(store, namespaces)
    nodes = [{"Id": key, "Label": data.pop("label"), **data} for key, data in graph.nodes(data=True)]
    ties = [
        {
            "Source": source,
            "Target": target,
            "Type": "Directed",
            "Id": data.pop("id"),
            "Label": data.pop("label"),
            **data,
        }
        for source, target, data in graph.edges(data=True)
    ]
    paths = tuple(path.with_name(f"{path.stem}-{name}.csv") for name in ("nodes", "edges"))
    for target, rows in zip(paths, (nodes, ties), strict=True):
        _table(target, rows)
    return paths[0], paths[1]


def _table(path: Path, rows: list[dict[str, Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns(rows), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
