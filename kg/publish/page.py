"""The store in, one self-contained HTML file out: the explorer.

networkx lays the graph out, pyvis builds nodes, edges and options, and one template of ours turns them into an
instrument. The page runs from disk: vis-network comes from the installed pyvis, nothing is fetched, and the
Content-Security-Policy lets only the scripts and the style written here run, each by its hash.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import asdict, replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import pyvis.network
from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup
from pyoxigraph import Store

from kg.publish.layout import layout
from kg.publish.network import RELATION, Edge, Network, Node, network
from kg.vocabulary import Namespaces

TEMPLATES = Path(__file__).parent / "templates"
SCRIPTS = (
    *("data", "theme", "labels", "canvas", "route", "time", "filters", "search", "panel", "voices", "table"),
    *("turtle", "image", "exports", "address", "main"),
)
VIS = "templates/lib/vis-9.1.2/vis-network.min.js"

SHAPES = {
    "Person": "dot",
    "Organization": "square",
    "Group": "triangle",
    "GeopoliticalEntity": "hexagon",
    "Place": "triangleDown",
    "Event": "star",
    "Agreement": "diamond",
    "Work": "square",
    RELATION: "dot",
}
OWN = ("kind", "labels", "links", "statements", "mentions", "speaks", "degree", "rank")
OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {"hover": True, "hideEdgesOnDrag": False, "tooltipDelay": 600_000, "multiselect": False},
    "nodes": {"borderWidth": 1.5, "borderWidthSelected": 3, "labelHighlightBold": False},
    "edges": {"smooth": False, "arrowStrikethrough": False, "selectionWidth": 1.5, "hoverWidth": 1},
}


def write(store: Store, path: Path, namespaces: Namespaces) -> None:
    """Writes the explorer of `store` to `path`, UTF-8. The same graph gives the same bytes. Raises OSError."""
    path.write_text(html(network(store, namespaces), namespaces), encoding="utf-8", newline="\n")


def html(net: Network, namespaces: Namespaces) -> str:
    """The page of `net`."""
    picture = pyvis.network.Network(directed=True, cdn_resources="in_line")
    _draw(picture, net)
    picture.set_options(json.dumps(OPTIONS))
    picture.templateEnv = _environment(net, namespaces)
    picture.path = "page.html"
    return str(picture.generate_html()) + "\n"


def _draw(picture: pyvis.network.Network, net: Network) -> None:
    ranked = sorted(net.nodes, key=lambda node: node.rank)
    places = layout([node.id for node in ranked], [(edge.source, edge.target) for edge in net.edges], _ties(net))
    for node in net.nodes:
        x, y = places[node.id]
        picture.add_node(
            node.id,
            label=_first(node.labels),
            shape=_shape(node.kind, net),
            x=x,
            y=y,
            size=_size(node),
            aliases=[asdict(alias, dict_factory=_sparse) for alias in node.aliases],
            **{name: getattr(node, name) for name in OWN},
        )
    for edge, bend in zip(net.edges, _bends(net.edges), strict=True):
        arrows = {"to": {"enabled": edge.arrow, "scaleFactor": 0.6}}
        picture.add_edge(edge.source, edge.target, id=edge.id, statements=edge.statements, arrows=arrows, **bend)


def _ties(net: Network) -> list[tuple[str, str]]:
    """Who says it and where and with what it happens belong near it, though no edge is drawn."""
    relations = {statement: node.id for node in net.nodes for statement in node.statements}
    return [
        (relations.get(end, end), other)
        for statement in net.statements
        for end in (statement.subject, statement.object)
        for other in (*statement.sources, *(value.id for _, values in statement.qualifiers for value in values))
    ]


def _first(labels: dict[str, str]) -> str:
    return next((labels[language] for language in ("nb", "nn", "en", *sorted(labels)) if language in labels), "")


def _shape(kind: str, net: Network) -> str:
    """The shape of the nearest class above that has one."""
    todo = [kind]
    for name in todo:
        if name in SHAPES:
            return SHAPES[name]
        todo += [parent for parent in net.words[name].parents if parent not in todo] if name in net.words else []
    return "dot"


def _size(node: Node) -> float:
    """Radius: the area of a node grows with its number of edges."""
    return 6 if node.kind == RELATION else round(9 + 5 * min(node.degree, 40) ** 0.5, 1)


def _bends(edges: tuple[Edge, ...]) -> list[dict[str, Any]]:
    """Parallel edges in arcs that part, others straight; both directions bend away from each other by themselves."""
    pairs: dict[frozenset[str], int] = {}
    ways: dict[tuple[str, str], int] = {}
    for edge in edges:
        ends = frozenset((edge.source, edge.target))
        pairs[ends] = pairs.get(ends, 0) + 1
    found: list[dict[str, Any]] = []
    for edge in edges:
        way = (edge.source, edge.target)
        ways[way] = ways.get(way, 0) + 1
        bent = pairs[frozenset(way)] > 1
        arc = {"enabled": True, "type": "curvedCW", "roundness": round(0.18 * ways[way], 2)}
        found.append({"smooth": arc if bent else False})
    return found


def _environment(net: Network, namespaces: Namespaces) -> Environment:
    environment = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True)
    environment.filters["embed"] = _embed
    vis = (files("pyvis") / VIS).read_text(encoding="utf-8")
    own = "\n".join(_template(f"{name}.js") for name in SCRIPTS)
    scripts = [Markup(vis[: vis.rindex("//# sourceMappingURL")]), Markup(f'"use strict";\n(() => {{\n{own}\n}})();\n')]
    style = Markup(_template("style.css"))
    norwegian = sum(article.language[:2] in ("nb", "nn", "no") for article in net.articles) * 2 >= len(net.articles)
    environment.globals |= {
        "scripts": scripts,
        "style": style,
        "policy": _policy(scripts, style),
        "language": "nb" if norwegian else "en",
        "data": asdict(replace(net, nodes=(), edges=()), dict_factory=_sparse) | _names(namespaces),
        "dictionary": json.loads(_template("words.json")),
    }
    return environment


def _names(namespaces: Namespaces) -> dict[str, Any]:
    """What makes short names whole again."""
    return {"base": namespaces.base, "prefixes": list(namespaces.prefixes().items())}


def _sparse(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    return {name: value for name, value in pairs if value not in ("", (), None)}


def _template(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8")


def _embed(value: Any) -> Markup:
    """JSON that no text in it can end or leave: it stands in a data block and is parsed, never run."""
    encoder = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    text = value if isinstance(value, str) else encoder.encode(value)
    return Markup(re.sub("[<>&\u2028\u2029]", lambda found: f"\\u{ord(found[0]):04x}", text))


def _policy(scripts: list[Markup], style: Markup) -> str:
    """Only these scripts and this style, images drawn by the page itself, and nothing from anywhere else."""
    run = " ".join(map(_hash, scripts))
    return (
        f"default-src 'none'; script-src {run}; style-src {_hash(style)}; img-src data: blob:; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
