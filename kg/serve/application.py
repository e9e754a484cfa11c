"""The folder of a build and limits in, the web application out: endpoint, pages of things, explorer, query page."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

from anyio import (
    BrokenWorkerProcess,
    CancelScope,
    CapacityLimiter,
    create_task_group,
    fail_after,
    move_on_after,
    to_process,
)
from jinja2 import Environment, FileSystemLoader
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.graph.query import named_queries
from kg.serve.description import description
from kg.serve.limits import Limits
from kg.serve.protocol import question
from kg.serve.reply import Reply, chosen, refusal
from kg.serve.resource import KINDS, TEMPLATES, describe
from kg.serve.worker import ask, ready
from kg.settings import data_folder

STARTING = 60.0
"""Seconds for a process to start, which is not the fault of a query."""

PAGE = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
OTHER = "default-src 'none'; frame-ancestors 'none'; sandbox"
EXPLORER = "frame-ancestors 'none'"
"""The explorer says in its own head which scripts it runs, each by its hash."""


def application(output: Path, limits: Limits) -> Starlette:
    """Serves the graph under `output`; a later build is served once it is there."""
    server = _Server(output, limits)
    routes = [
        Route("/", server.home),
        Route("/sparql", server.sparql, methods=["GET", "POST"]),
        Route("/graph.html", server.explorer),
        Route("/ontology", server.ontology),
        Route("/{name}", server.asset),
        Route("/{kind}/{name:path}", server.resource),
    ]
    cors = Middleware(
        CORSMiddleware, allow_origins=["*"], allow_methods=["GET", "POST"], allow_headers=["*"], max_age=3600
    )
    return Starlette(
        routes=routes,
        middleware=[Middleware(_Guarded), cors],
        exception_handlers={HTTPException: _failed},
        lifespan=server.lifespan,
    )


class _Server:
    """The handlers of the routes. Queries and pages have processes apart, so that queries never keep pages waiting."""

    def __init__(self, output: Path, limits: Limits) -> None:
        self._output, self._limits = output, limits
        self._environment = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True)

    @asynccontextmanager
    async def lifespan(self, _: Starlette) -> AsyncIterator[None]:
        self._queries = CapacityLimiter(self._limits.processes)
        self._pages = CapacityLimiter(2)
        yield

    async def sparql(self, request: Request) -> Response:
        asked = await question(request, self._limits.query)
        accept = request.headers.get("accept", "")
        if asked is None:
            if chosen(accept, "", {"text/turtle": "ttl", "text/html": "html"}) == "text/html":
                return RedirectResponse("/")
            endpoint = str(request.url.replace(query="", fragment=""))
            return await self._run(request, self._pages, description, endpoint, accept)
        arguments = (asked.query, asked.default, asked.named, accept, asked.form)
        return await self._run(request, self._queries, ask, *arguments)

    async def resource(self, request: Request) -> Response:
        kind, name = request.path_params["kind"], request.path_params["name"]
        if kind not in KINDS:
            raise HTTPException(404, "there is no such page")
        wanted = request.query_params.get("format", "")
        arguments = (f"{kind}/{name}", request.headers.get("accept", ""), wanted)
        return await self._run(request, self._pages, describe, *arguments)

    async def home(self, _: Request) -> Response:
        page = self._environment.get_template("home.html").render(queries=named_queries())
        return HTMLResponse(page, headers={"Content-Security-Policy": PAGE})

    async def explorer(self, _: Request) -> Response:
        path = self._output / "graph.html"
        if not path.is_file():
            raise HTTPException(404, f"there is no explorer at {path}; run kg build")
        return FileResponse(path, headers={"Content-Security-Policy": EXPLORER})

    async def ontology(self, _: Request) -> Response:
        return FileResponse(data_folder("ontology") / "newskg.ttl", media_type="text/turtle")

    async def asset(self, request: Request) -> Response:
        media = {"style.css": "text/css", "query.js": "text/javascript"}
        name = request.path_params["name"]
        if name not in media:
            raise HTTPException(404, "there is no such page")
        return FileResponse(TEMPLATES / name, media_type=media[name])

    async def _run(
        self, request: Request, limiter: CapacityLimiter, work: Callable[..., Reply], *arguments: object
    ) -> Response:
        """Does work in a process that is ended when time is up, or when the one who asked has left."""
        seconds = self._limits.seconds
        call = partial(work, self._output, self._limits, *arguments)
        async with create_task_group() as tasks:
            tasks.start_soon(_cancel_when_left, request, tasks.cancel_scope)
            with move_on_after(seconds) as waiting:
                await limiter.acquire()
            if waiting.cancelled_caught:
                tasks.cancel_scope.cancel()
                return _response(refusal(503, "too many queries at once; try again"))
            try:
                with fail_after(STARTING):
                    await to_process.run_sync(ready, cancellable=True, limiter=CapacityLimiter(1))
                with fail_after(seconds):
                    return _response(await to_process.run_sync(call, cancellable=True, limiter=CapacityLimiter(1)))
            except TimeoutError:
                return _response(refusal(503, f"the query takes more than {seconds:g} seconds; ask for less"))
            except BrokenWorkerProcess:
                return _response(refusal(500, "the query needs too much memory or is nested too deep; ask for less"))
            finally:
                limiter.release()
                tasks.cancel_scope.cancel()
        return Response(status_code=499)


async def _cancel_when_left(request: Request, scope: CancelScope) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
    scope.cancel()


def _response(reply: Reply) -> Response:
    policy = PAGE if reply.media == "text/html" else OTHER
    return Response(
        reply.body, reply.status, {"Content-Security-Policy": policy, "Vary": "Accept"}, media_type=reply.media
    )


async def _failed(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return PlainTextResponse(f"{error.detail}\n", error.status_code, error.headers)


class _Guarded:
    """Adds the headers that keep a browser from doing more with an answer than is meant."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                there = {name.lower() for name, _ in message["headers"]}
                extra = {b"x-content-type-options": b"nosniff", b"referrer-policy": b"no-referrer"}
                extra[b"content-security-policy"] = OTHER.encode()
                message["headers"] += [pair for pair in extra.items() if pair[0] not in there]
            await send(message)

        await self._app(scope, receive, guarded)
