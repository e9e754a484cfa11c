"""Nodes and edges in, a place for every node out: whole numbers, the same for the same graph.

ForceAtlas2 (Jacomy et al. 2014, doi:10.1371/journal.pone.0098679) as networkx has it, from fixed seeds, lays out the
best-connected nodes; its cost grows with the square of their number, so the others settle beside what they hang on.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import combinations
from statistics import median

import networkx as nx

Place = tuple[float, float]
Places = dict[str, Place]
Pair = tuple[str, str]

SEEDS = (3, 5, 7, 11)  # of as many drawings the one with the fewest crossings wins
COMPARED = 150  # the largest part that is drawn more than once
FORCED = 250  # nodes laid out by forces: a few seconds
SPACING = 125.0  # between neighbours, in the page's units: room for a label of two lines
SHAPE = 1.5  # width to height of the whole, as far as a stretch of at most STRETCH brings it there
STRETCH = 1.5
TIE = 0.25  # weight of a tie that is not drawn, against 1 for an edge
GOLDEN = math.pi * (3 - math.sqrt(5))  # an angle that never repeats


def layout(nodes: Sequence[str], edges: Iterable[Pair], ties: Iterable[Pair] = ()) -> dict[str, tuple[int, int]]:
    """Places of `nodes`, given best first; y grows downwards. `ties` keep near what no edge joins."""
    graph = nx.Graph()
    graph.add_nodes_from(nodes)
    for pairs, weight in ((ties, TIE), (edges, 1.0)):
        ends = sorted((a, b) for a, b in pairs if a in graph and b in graph and a != b)
        graph.add_edges_from(ends, weight=weight)
    parts = sorted(nx.connected_components(graph.subgraph(nodes[:FORCED])), key=lambda part: (-len(part), min(part)))
    places = _packed([_best(graph, sorted(part)) for part in parts])
    _settle(graph, nodes[FORCED:], places)
    across, down = _stretch(places)
    return {node: (round(x * across), round(y * down)) for node, (x, y) in sorted(places.items())}


def _stretch(places: Places) -> Place:
    """Factors along x and y that bring the whole nearer to the shape of a screen."""
    _, _, width, height = _box(places) if places else (0.0, 0.0, 1.0, 1.0)
    ratio = width / height / SHAPE
    return (min(1 / ratio, STRETCH), 1.0) if ratio < 1 else (1.0, min(ratio, STRETCH))


def _best(graph: nx.Graph, part: Sequence[str]) -> Places:
    """One connected part, its edges about `SPACING` long, the longest way across."""
    if len(part) == 1:
        return {part[0]: (0.0, 0.0)}
    own = nx.Graph()
    own.add_nodes_from(part)
    found = graph.subgraph(part).edges.data("weight")
    own.add_weighted_edges_from(sorted((min(a, b), max(a, b), weight) for a, b, weight in found))
    edges = [(a, b) for a, b, weight in own.edges.data("weight") if weight == 1] or list(own.edges)
    if len(part) > COMPARED:
        return _spread(_turned(_forced(own, edges, SEEDS[0])))
    tries = [_spread(_turned(_forced(own, edges, seed))) for seed in SEEDS]
    return min(tries, key=lambda places: (_crossings(places, edges), _longest(places, edges)))


def _forced(graph: nx.Graph, edges: Sequence[Pair], seed: int) -> Places:
    found = nx.forceatlas2_layout(
        graph, max_iter=400, scaling_ratio=2.0, gravity=0.05, strong_gravity=True, weight="weight", seed=seed
    )
    places = {node: (float(x), float(y)) for node, (x, y) in found.items()}
    scale = SPACING / (median(math.dist(places[a], places[b]) for a, b in edges) or 1.0)
    return {node: (x * scale, y * scale) for node, (x, y) in places.items()}


def _turned(places: Places) -> Places:
    """Turned so that the places spread most along x."""
    x0, y0 = (sum(values) / len(places) for values in zip(*places.values(), strict=True))
    moved = {node: (x - x0, y - y0) for node, (x, y) in places.items()}
    spread = sum(x * x - y * y for x, y in moved.values())
    angle = math.atan2(2 * sum(x * y for x, y in moved.values()), spread) / 2
    cos, sin = math.cos(angle), math.sin(angle)
    return {node: (x * cos + y * sin, y * cos - x * sin) for node, (x, y) in moved.items()}


def _spread(places: Places) -> Places:
    """Pushes apart what is nearer than `SPACING`, until it fits or has had a fair try."""
    moved = {node: list(place) for node, place in places.items()}
    for _ in range(60):
        still = True
        for a, b in combinations(moved.values(), 2):
            dx, dy = b[0] - a[0], b[1] - a[1]
            gap = math.hypot(dx, dy)
            if gap < SPACING * 0.98:
                still = False
                push = (SPACING - gap) / 2 / (gap or 1.0)
                dx, dy = (dx, dy) if gap else (1.0, 0.0)
                a[0], a[1], b[0], b[1] = a[0] - dx * push, a[1] - dy * push, b[0] + dx * push, b[1] + dy * push
        if still:
            break
    return {node: (x, y) for node, (x, y) in moved.items()}


def _crossings(places: Places, edges: Sequence[Pair]) -> int:
    return sum(
        _side(places, a, b, c) * _side(places, a, b, d) < 0 and _side(places, c, d, a) * _side(places, c, d, b) < 0
        for (a, b), (c, d) in combinations(edges, 2)
        if len({a, b, c, d}) == 4
    )


def _side(places: Places, a: str, b: str, c: str) -> float:
    """Positive where c lies on the one side of the line from a to b, negative on the other."""
    (ax, ay), (bx, by), (cx, cy) = places[a], places[b], places[c]
    return (bx - ax) * (cy - ay) - (by - ay) * (cx - ax)


def _longest(places: Places, edges: Sequence[Pair]) -> float:
    return max(math.dist(places[a], places[b]) for a, b in edges)


def _packed(parts: Sequence[Places]) -> Places:
    """Parts in rows, the largest first, in about the shape of a screen."""
    boxes = [(part, *_box(part)) for part in parts]
    area = sum(width * height for _, _, _, width, height in boxes)
    limit = max([math.sqrt(area * SHAPE), *(width for _, _, _, width, _ in boxes)], default=0.0)
    places: Places = {}
    x = y = row = 0.0
    for part, left, top, width, height in boxes:
        if x and x + width > limit:
            x, y, row = 0.0, y + row, 0.0
        for node, (u, v) in part.items():
            places[node] = (u - left + x, v - top + y)
        x, row = x + width, max(row, height)
    return places


def _box(part: Places) -> tuple[float, float, float, float]:
    """Left, top, width and height, with a margin."""
    across, down = zip(*part.values(), strict=True)
    left, top = min(across), min(down)
    return left, top, max(across) - left + SPACING * 1.2, max(down) - top + SPACING * 1.2


def _settle(graph: nx.Graph, nodes: Iterable[str], places: Places) -> None:
    """Each further node beside its first placed neighbour, at the next turn of a spiral; the rest in rows below."""
    turns: dict[str, int] = {}
    alone = []
    for node in nodes:
        anchor = next((near for near in sorted(graph[node]) if near in places), None)
        if anchor is None:
            alone.append(node)
            continue
        turn = turns[anchor] = turns.get(anchor, 0) + 1
        (x, y), far = places[anchor], SPACING * 0.6 * math.sqrt(turn + 1)
        places[node] = (x + far * math.cos(turn * GOLDEN), y + far * math.sin(turn * GOLDEN))
    width = max(10, math.ceil(math.sqrt(len(alone) * 2)))
    bottom = max((y for _, y in places.values()), default=0.0) + SPACING
    for index, node in enumerate(alone):
        places[node] = (index % width * SPACING, bottom + index // width * SPACING)
