"""Articles, entities and statements in, a store on disk out; and the store of the last build, opened again.

A build writes beside the last graph, as a copy of it that shares its files, and takes its place only when all of it is
there, so whoever is killed, at whatever moment, leaves a graph that can be read.
"""

from __future__ import annotations

import gc
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Quad, QueryBoolean, QuerySolutions, QueryTriples, RdfFormat, Store, parse

from kg.errors import GraphError
from kg.graph import identities, query, rdf
from kg.graph.difference import Writer
from kg.model import Article, Entity, Statement
from kg.settings import data_folder
from kg.vocabulary import Namespaces

if TYPE_CHECKING:
    from kg.graph.explain import Explanation
    from kg.graph.identities import Identity, Reason
    from kg.graph.validate import Violation

STORE = "store"
BUILDING = ".building"
PREVIOUS = ".previous"
STATE = ".state"
PAGES = ("graph.ttl", "graph.html")


@dataclass(frozen=True, slots=True)
class Graph:
    """A built graph: `Graph.open("output").query("SELECT …")`. Queries see all its named graphs as one."""

    store: Store
    namespaces: Namespaces

    @classmethod
    def open(cls, output: Path | str = "output") -> Graph:
        """The graph of the last build under `output`, read-only. Raises GraphError where there is none."""
        output = Path(output)
        folder = next((folder for folder in (output / STORE, output / PREVIOUS / STORE) if folder.is_dir()), None)
        if folder is None:
            raise GraphError(f"no graph at {output}/: run `kg build PATH` first, or name its folder with -o")
        try:
            store = Store.read_only(str(folder))
        except (OSError, RuntimeError) as error:
            raise GraphError(f"{folder}: the graph cannot be read ({_line(error)}); build it again") from error
        return cls(store, _namespaces(store, folder))

    @classmethod
    def create(
        cls,
        folder: Path,
        articles: Iterable[Article],
        entities: Iterable[Entity],
        statements: Iterable[Statement],
        namespaces: Namespaces,
    ) -> Graph:
        """A new graph in `folder`, with a copy of the ontology in a graph of its own. Raises GraphError."""
        graph = cls.empty(folder, namespaces)
        graph.store.bulk_extend(rdf.quads(articles, entities, statements, namespaces))
        graph.store.flush()
        return graph

    @classmethod
    def empty(cls, folder: Path, namespaces: Namespaces) -> Graph:
        """A new graph that holds nothing but the ontology. Raises GraphError."""
        try:
            store = Store(folder)
            store.bulk_extend(_ontology(namespaces))
        except OSError as error:
            raise GraphError(f"{folder}: the graph cannot be written ({_line(error)})") from error
        return cls(store, namespaces)

    def copied(self, folder: Path) -> Graph:
        """A copy in `folder` that may be written, made of links to the same files: cheap whatever the size."""
        try:
            self.store.backup(str(folder))
            return Graph(Store(folder), self.namespaces)
        except OSError as error:
            raise GraphError(f"{folder}: the graph cannot be written ({_line(error)})") from error

    def writer(self) -> Writer:
        """What brings parts of the graph to what they should say; see `kg.graph.difference`."""
        return Writer(self.store, self.namespaces)

    def query(
        self, text: str, parameters: Mapping[str, str] | None = None
    ) -> QuerySolutions | QueryBoolean | QueryTriples:
        """The answer to a SPARQL query, a `.rq` file or a named query. Raises QueryError."""
        return query.run(self.store, self.namespaces, text, parameters or {})

    def confident(self, least: float) -> Graph:
        """The graph without the statements below a confidence, and without what they alone support."""
        from kg.graph.confident import confident

        return Graph(confident(self.store, least), self.namespaces) if least > 0 else self

    def inferred(self) -> Graph:
        """The graph with what follows from its plain triples; see `kg.graph.infer`."""
        from kg.graph.infer import inferred

        return Graph(inferred(self.store, self.namespaces), self.namespaces)

    def explain(self, words: str) -> list[Explanation]:
        """The statements that `words` name, with their evidence; see `kg.graph.explain`."""
        from kg.graph.explain import explain

        return explain(self.store, self.namespaces, words)

    def entities(self, words: str = "") -> list[Identity]:
        """The entities that `words` name, those mentioned most first; see `kg.graph.identities`."""
        return identities.entities(self.store, self.namespaces, words)

    def why(self, entity: str = "") -> list[Reason]:
        """Why the names of an entity (by IRI) are one, and which others may be; of every entity without one."""
        return identities.reasons(self.store, entity)

    def validate(self) -> list[Violation]:
        """What of the graph does not fit its shapes; see `kg.graph.validate`."""
        from kg.graph.validate import validate

        return validate(self.store, self.namespaces)

    def push(self, url: str) -> int:
        """Makes the graphs of a SPARQL server those of this one; see `kg.graph.server`."""
        from kg.graph.server import push

        return push(self.store, self.namespaces, url)

    def quarantine(self) -> tuple[str, ...]:
        """Moves the statements that do not fit the shapes to a graph of their own; see `kg.graph.quarantine`."""
        from kg.graph.quarantine import quarantine

        return quarantine(self.store, self.namespaces, self.validate())


@contextmanager
def replaced(output: Path, state: str = "", commit: Callable[[], None] = lambda: None) -> Iterator[Path]:
    """An empty folder whose entries take the place of those in `output` once the block ends without an error.

    Each entry is swapped by renaming. Whatever is open in the folder must be closed when the block ends. `commit` is
    called when all entries are there, before the first is swapped; `finished` ends a swap of that `state` that was cut
    off after it. Raises GraphError where the folder cannot be written or another build is at work in it.
    """
    building = output / BUILDING
    try:
        _emptied(building, output)
        yield building
        gc.collect()  # a store closes when it is collected
        if state:
            names = sorted(entry.name for entry in building.iterdir())
            (building / STATE).write_text("\n".join([state, *names]), encoding="utf-8")
        commit()
        _swap(output)
    except OSError as error:
        raise GraphError(f"{output}: cannot be written ({_line(error)}); give another folder with -o") from error


def finished(output: Path, state: str) -> bool:
    """Is the graph there that was built in a state, its swap ended here if it was cut off? Raises GraphError."""
    try:
        if state and _state(output / BUILDING) == state:
            _swap(output)
    except OSError as error:
        raise GraphError(f"{output}: cannot be written ({_line(error)}); give another folder with -o") from error
    return bool(state) and _state(output) == state and (output / STORE).is_dir()


def _state(folder: Path) -> str:
    path = folder / STATE
    return path.read_text(encoding="utf-8").partition("\n")[0] if path.is_file() else ""


def _emptied(building: Path, output: Path) -> None:
    """Clears away what a killed build left."""
    if (building / STORE).is_dir():
        try:
            Store(building / STORE)
        except OSError as error:
            if "lock" in str(error).lower():
                raise GraphError(f"{output}: another build is writing here; wait for it, or give -o") from error
    shutil.rmtree(building, ignore_errors=True)
    building.mkdir(parents=True)


def _swap(output: Path) -> None:
    """The store moves aside before the new one comes; `Graph.open` finds it there if all ends in between.

    The state comes last: until then all this can be done again. Pages that were made of the last store and are not
    made of this one go.
    """
    building, previous = output / BUILDING, output / PREVIOUS
    if (building / STORE).is_dir() and (output / STORE).is_dir():
        shutil.rmtree(previous, ignore_errors=True)
        previous.mkdir()
        (output / STORE).rename(previous / STORE)
    for entry in sorted(building.iterdir(), key=lambda entry: (entry.name == STATE, entry.name != STORE, entry.name)):
        if entry.name == STATE:
            names = entry.read_text(encoding="utf-8").split("\n")
            for page in PAGES:
                if page not in names:
                    (output / page).unlink(missing_ok=True)
        entry.replace(output / entry.name)
    shutil.rmtree(previous, ignore_errors=True)
    building.rmdir()


def _ontology(namespaces: Namespaces) -> Iterator[Quad]:
    graph = NamedNode(rdf.ontology_graph(namespaces))
    for quad in parse(path=data_folder("ontology") / "newskg.ttl", format=RdfFormat.TURTLE):
        yield Quad(quad.subject, quad.predicate, quad.object, graph)


def _namespaces(store: Store, folder: Path) -> Namespaces:
    """The base that the graph was built with, told by the name of its ontology graph."""
    suffix = rdf.ontology_graph(Namespaces(base=""))
    names = (graph.value for graph in store.named_graphs())
    base = next((name.removesuffix(suffix) for name in names if name.endswith(suffix)), None)
    if base is None:
        raise GraphError(f"{folder}: is not a graph of newskg; build it again")
    return Namespaces(base)


def _line(error: Exception) -> str:
    """Why the system or the store refused, on one line."""
    return " ".join(str(getattr(error, "strerror", None) or error).split())
