"""A file of a model in, ONNX Runtime with it out."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import parent_process
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from onnxruntime.capi import onnxruntime_pybind11_state as failures

from kg.errors import ModelError

BROKEN = (
    *(OSError, ValueError, KeyError, TypeError),
    *(failures.Fail, failures.InvalidProtobuf, failures.InvalidGraph, failures.NoSuchFile),
)

Scores32 = NDArray[np.float32]


class Session(Protocol):
    """What runs a network: ONNX Runtime, or PyTorch while another network is trained on what it says."""

    def run(self, outputs: None, inputs: dict[str, NDArray[Any]]) -> list[Scores32]: ...


@contextmanager
def usable(folder: Path) -> Iterator[None]:
    """Turns what goes wrong in loading from `folder` into a ModelError that says what to do."""
    try:
        yield
    except BROKEN as error:
        raise ModelError(f"{folder}: no usable model there ({error}); reinstall newskg or train one") from error


def session(path: Path, threads: int | None) -> onnxruntime.InferenceSession:
    """ONNX Runtime with a model in it. All cores are used, or one in a worker process, unless `threads` says otherwise;
    results are the same with any number."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads if threads is not None else (1 if parent_process() else 0)
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # threads that spin starve on busy cores
    options.log_severity_level = 3
    options.enable_mem_pattern = False  # a plan for each of many shapes is kept for ever
    slow = ["SkipLayerNormFusion"]  # the fused kernel costs a sixth of the whole; sum and norm apart, next to nothing
    return onnxruntime.InferenceSession(
        str(path), options, providers=["CPUExecutionProvider"], disabled_optimizers=slow
    )


def cores() -> int:
    """Processor cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
