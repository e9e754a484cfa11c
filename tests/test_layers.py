"""The house rules that can be checked: layers, sizes, names, and what a module says of itself."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

import kg

ROOT = Path(kg.__file__).parent
PROJECT = ROOT.parent / "pyproject.toml"
MODULES = sorted(path for path in ROOT.rglob("*.py") if "data" not in path.relative_to(ROOT).parts)
VAGUE = re.compile(r"(^|_)(utils?|helpers?|common|managers?)(_|$)")

each_module = pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))


def test_data_flows_one_way(monkeypatch):
    monkeypatch.chdir(PROJECT.parent)
    assert lint_imports(config_filename=str(PROJECT), no_cache=True) == 0


def test_every_module_is_in_a_layer():
    (contract,) = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
    layered = {name.strip() for layer in contract["layers"] for name in layer.split("|")}
    there = {f"kg.{path.stem}" for path in ROOT.iterdir() if path.suffix == ".py" or (path / "__init__.py").is_file()}
    assert there - {"kg.__init__"} == layered


@each_module
def test_a_module_is_short_and_says_what_it_takes_and_gives(path):
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= 300
    first = (ast.get_docstring(ast.parse(text)) or "").partition("\n")[0]
    assert len(first) > 20


@each_module
def test_functions_are_short(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    long = {node.name: node.end_lineno - node.lineno + 1 for node in functions if node.end_lineno - node.lineno >= 40}
    assert long == {}


@each_module
def test_names_say_something(path):
    assert not VAGUE.search(path.stem)
    tree = ast.parse(path.read_text(encoding="utf-8"))
    defined = [node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef | ast.FunctionDef)]
    assert [name for name in defined if VAGUE.search(re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower())] == []


def test_the_median_module_is_near_150_lines():
    lines = sorted(path.read_text(encoding="utf-8").count("\n") for path in MODULES if path.name != "__init__.py")
    assert lines[len(lines) // 2] <= 180


def test_the_public_names_are_sorted_and_there():
    assert kg.__all__ == sorted(kg.__all__)
    assert dir(kg) == kg.__all__
    for name in kg.__all__:
        assert getattr(kg, name).__name__ == name
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        kg.nonsense  # noqa: B018
