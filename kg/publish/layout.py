"""Nodes and edges in, a place for every node out: whole numbers, the same for the same graph.

ForceAtlas2 (Jacomy et al. 2014, doi:10.1371/journal.pone.0098679) as networkx has it, from fixed seeds. Its cost grows
with the square of the nodes, so a large part is cut into communities (Louvain: Blondel et al. 2008,
doi:10.1088/1742-5468/2008/10/P10008), each drawn by itself and then placed as one disc among the others.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import combinations
from statistics import median

import networkx as nx
import numpy as np

Place = tuple[float, float]
Places = dict[str, Place]
Pair = tuple[str, str]
Rectangle = tuple[float, float, float, float]  # left, top, width, height

SEEDS = (3, 5, 7, 11)  # of as many drawings the one with the fewest crossings wins
COMPARED = 150  # the largest part that is drawn more than once
FORCED = 300  # the largest part that is drawn in one piece
LAID = 2_000  # the best-connected nodes, drawn by forces; the others settle beside them
SPACING = 125.0  # between neighbours, in the page's units: room for a label of two lines
PACKED = 40  # so many parts lie at each other's corners, the most recent of more
SHAPE = 1.4  # width to height of the whole, as far as a stretch of at most STRETCH brings it there
STRETCH = 1.5
TIE = 0.25  # weight of a tie that is not drawn, against 1 for an edge
GOLDEN = math.pi * (3 - math.sqrt(5))  # an angle that never repeats


def layout(nodes: Sequence[str], edges: Iterable[Pair], ties: Iterable[Pair] = ()) -> dict[str, tuple[int, int]]:
    """Places of `nodes`, given best first; y grows downwards. `ties` keep near what no edge joins."""
    graph = nx.Graph()
    graph.add_nodes_from(nodes)
    drawn = sorted((a, b) for a, b in edges if a in graph and b in graph and a != b)
    graph.add_edges_from(sorted((a, b) for a, b in ties if a in graph and b in graph and a != b), weight=TIE)
    graph.add_edges_from(drawn, weight=1.0)
    joined = {end for pair in drawn for end in pair}
    laid = [node for node in nodes if node in joined][:LAID]
    parts = sorted(nx.connected_components(graph.subgraph(laid)), key=lambda part: (-len(part), min(part)))
    places = _stretched(_packed([_part(graph, sorted(part)) for part in parts]))
    _settle(graph, [node for node in nodes if node not in places], places)
    return {node: (round(x), round(y)) for node, (x, y) in sorted(places.items())}


def _stretched(places: Places) -> Places:
    """Wider or higher, nearer to the shape of a screen."""
    if not places:
        return places
    _, _, width, height = _box(places)
    ratio = width / height / SHAPE
    across, down = (min(1 / ratio, STRETCH), 1.0) if ratio < 1 else (1.0, min(ratio, STRETCH))
    return {node: (x * across, y * down) for node, (x, y) in places.items()}


def _part(graph: nx.Graph, part: Sequence[str]) -> Places:
    """One connected part, the longest way across."""
    if len(part) == 1:
        return {part[0]: (0.0, 0.0)}
    own = nx.Graph()
    own.add_nodes_from(part)
    found = graph.subgraph(part).edges.data("weight")
    own.add_weighted_edges_from(sorted((min(a, b), max(a, b), weight) for a, b, weight in found))
    edges = [(a, b) for a, b, weight in own.edges.data("weight") if weight == 1] or list(own.edges)
    if len(part) > FORCED:
        return _turned(_clustered(own))
    if len(part) > COMPARED:
        return _spread(_turned(_forced(own, edges, SEEDS[0])))
    tries = [_spread(_turned(_forced(own, edges, seed))) for seed in SEEDS]
    return min(tries, key=lambda places: (_crossings(places, edges), _longest(places, edges)))


def _clustered(graph: nx.Graph) -> Places:
    """Communities as discs that do not overlap, near those they have most to do with."""
    found = nx.community.louvain_communities(graph, weight="weight", seed=SEEDS[0])
    groups = sorted((sorted(group) for group in found), key=lambda group: (-len(group), group[0]))
    inner = [_centred(_community(graph.subgraph(group))) for group in groups]
    reach = {n: max(math.hypot(*place) for place in places.values()) + SPACING * 0.6 for n, places in enumerate(inner)}
    of = {node: n for n, group in enumerate(groups) for node in group}
    ties = Counter((min(of[a], of[b]), max(of[a], of[b])) for a, b in graph.edges if of[a] != of[b])
    between = nx.Graph()
    between.add_nodes_from(reach)
    between.add_weighted_edges_from((a, b, weight) for (a, b), weight in sorted(ties.items()))
    spots = _discs(between, reach)
    return {
        node: (x + spots[n][0], y + spots[n][1]) for n, places in enumerate(inner) for node, (x, y) in places.items()
    }


def _community(graph: nx.Graph) -> Places:
    """Its best-connected nodes drawn by forces, the others beside them."""
    order = sorted(graph, key=lambda node: (-graph.degree(node), node))
    core = graph.subgraph(order[:FORCED])
    places = _spread(_forced(core, list(core.edges), SEEDS[0]))
    _settle(graph, order[FORCED:], places)
    return places


def _discs(graph: nx.Graph, reach: dict[int, float]) -> dict[int, Place]:
    """Places of discs of the given radii: joined ones near, none upon another."""
    found = nx.forceatlas2_layout(
        graph, max_iter=300, scaling_ratio=2.0, gravity=0.1, strong_gravity=True, weight="weight", seed=SEEDS[0]
    )
    places = np.array([found[n] for n in sorted(reach)], dtype=float)
    radii = np.array([reach[n] for n in sorted(reach)])
    places *= math.sqrt(float((radii**2).sum())) * 0.8 / (float(np.abs(places).max()) or 1.0)
    places = _apart(places, radii, 400)
    return {n: (float(x), float(y)) for n, (x, y) in zip(sorted(reach), places, strict=True)}


def _forced(graph: nx.Graph, edges: Sequence[Pair], seed: int) -> Places:
    if graph.number_of_nodes() == 1:
        return dict.fromkeys(graph, (0.0, 0.0))
    found = nx.forceatlas2_layout(
        graph, max_iter=400, scaling_ratio=2.0, gravity=0.05, strong_gravity=True, weight="weight", seed=seed
    )
    places = {node: (float(x), float(y)) for node, (x, y) in found.items()}
    lengths = [math.dist(places[a], places[b]) for a, b in edges]
    scale = SPACING / ((median(lengths) if lengths else 0.0) or 1.0)
    return {node: (x * scale, y * scale) for node, (x, y) in places.items()}


def _centred(places: Places) -> Places:
    x0, y0 = (sum(values) / len(places) for values in zip(*places.values(), strict=True))
    return {node: (x - x0, y - y0) for node, (x, y) in places.items()}


def _turned(places: Places) -> Places:
    """Turned so that the places spread most along x."""
    moved = _centred(places)
    spread = sum(x * x - y * y for x, y in moved.values())
    angle = math.atan2(2 * sum(x * y for x, y in moved.values()), spread) / 2
    cos, sin = math.cos(angle), math.sin(angle)
    return {node: (x * cos + y * sin, y * cos - x * sin) for node, (x, y) in moved.items()}


def _spread(places: Places) -> Places:
    """Pushes apart what is nearer than `SPACING`, until it fits or has had a fair try."""
    moved = _apart(np.array(list(places.values()), dtype=float), np.full(len(places), SPACING / 2), 120)
    return {node: (float(x), float(y)) for node, (x, y) in zip(places, moved, strict=True)}


def _apart(places: np.ndarray, radii: np.ndarray, rounds: int) -> np.ndarray:
    """Discs of `radii` pushed apart along the lines between their centres, all at once in each round."""
    moved, wanted = places.copy(), radii[:, None] + radii[None, :]
    for _ in range(rounds):
        away = moved[:, None, :] - moved[None, :, :]
        gaps = np.hypot(away[..., 0], away[..., 1])
        push = np.where(gaps < wanted * 0.98, wanted - gaps, 0.0)
        np.fill_diagonal(push, 0.0)
        if not push.any():
            break
        order = np.sign(np.arange(len(moved))[:, None] - np.arange(len(moved))[None, :])
        along = np.where(gaps[..., None] > 0, away / np.maximum(gaps, 1e-9)[..., None], order[..., None] * (1.0, 0.0))
        moved += (along * (push * 0.4)[..., None]).sum(axis=1)
    return moved


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
    """Parts side by side, the largest first, each at the corner of another where the whole stays nearest a screen."""
    taken: list[Rectangle] = []
    places: Places = {}
    for part in parts:
        left, top, width, height = _box(part)
        x, y = _corner(taken, width, height)
        taken.append((x, y, width, height))
        places |= {node: (u - left + x, v - top + y) for node, (u, v) in part.items()}
    return places


def _corner(taken: Sequence[Rectangle], width: float, height: float) -> Place:
    """Left and top of the best free place for a rectangle of this size; right of all others where there are many."""
    if not taken:
        return 0.0, 0.0
    right, bottom = max(x + w for x, _, w, _ in taken), max(y + h for _, y, _, h in taken)
    near = taken if len(taken) < PACKED else taken[-PACKED:]
    corners = [(right, 0.0), (0.0, bottom), *((x + w, y) for x, y, w, _ in near), *((x, y + h) for x, y, _, h in near)]
    free = [at for at in corners if not any(_meet((*at, width, height), other) for other in taken)]
    middle = taken[0][0] + taken[0][2] / 2, taken[0][1] + taken[0][3] / 2

    def cost(at: Place) -> tuple[float, float]:
        whole = max(max(right, at[0] + width) / SHAPE, max(bottom, at[1] + height))
        return round(whole), math.dist(middle, (at[0] + width / 2, at[1] + height / 2))

    return min(free, key=cost)


def _meet(one: Rectangle, other: Rectangle) -> bool:
    (x, y, width, height), (u, v, across, down) = one, other
    return x < u + across and u < x + width and y < v + down and v < y + height


def _box(part: Places) -> Rectangle:
    """Left, top, width and height, with a margin."""
    across, down = zip(*part.values(), strict=True)
    left, top = min(across), min(down)
    return left, top, max(across) - left + SPACING * 1.2, max(down) - top + SPACING * 1.2


def _settle(graph: nx.Graph, nodes: Iterable[str], places: Places) -> None:
    """Each further node at the first free turn of a spiral about a placed neighbour; the rest in rows below."""
    taken = {_cell(place) for place in places.values()}
    turns: dict[str, int] = {}
    alone = []
    for node in nodes:
        anchor = next((near for near in sorted(graph[node]) if near in places), None)
        if anchor is None:
            alone.append(node)
            continue
        place = _turn(places[anchor], turns.get(anchor, 1))
        while _cell(place) in taken:
            turns[anchor] = turns.get(anchor, 1) + 1
            place = _turn(places[anchor], turns[anchor])
        taken.add(_cell(place))
        places[node] = place
    width = max(10, math.ceil(math.sqrt(len(alone) * 2)))
    bottom = max((y for _, y in places.values()), default=0.0) + SPACING
    for index, node in enumerate(alone):
        places[node] = (index % width * SPACING, bottom + index // width * SPACING)


def _turn(centre: Place, turn: int) -> Place:
    far = SPACING * 0.5 * math.sqrt(turn + 1)
    return centre[0] + far * math.cos(turn * GOLDEN), centre[1] + far * math.sin(turn * GOLDEN)


def _cell(place: Place) -> tuple[int, int]:
    return round(place[0] / SPACING * 1.4), round(place[1] / SPACING * 1.4)
