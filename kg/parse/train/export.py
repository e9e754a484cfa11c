"""A trained network in, one ONNX file out: word embeddings stay 4-bit as the encoder stores them, other weights 8-bit.

Inputs of a matrix are rounded to 8 bits by the range of the batch (dynamic quantisation), so a batch is never filled
with sentences of two articles. Weights use 7 of their 8 bits: sums then fit in 16 bits, and all processors agree.
"""

from __future__ import annotations

from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn
from torch.export import Dim

from kg.parse.train.encoder import BLOCK, Packed
from kg.parse.train.network import Network

OUTPUTS = ("entities", "upos", "feats", "lemmas", "arcs", "relations", "mentions")
OPSET = 20


class PackedWords(nn.Module):
    """The rows of an embedding in Q4_0, unpacked for the ids at hand: exactly the frozen embedding."""

    scales: Tensor
    nibbles: Tensor

    def __init__(self, packed: Packed, rows: list[int]) -> None:
        super().__init__()
        scales, nibbles = packed.blocks("emb.word", rows)
        self.embedding_dim = packed.hidden
        self.register_buffer("scales", torch.from_numpy(scales))
        self.register_buffer("nibbles", torch.from_numpy(nibbles))

    def forward(self, ids: Tensor) -> Tensor:
        batch, length = ids.shape
        pairs = self.nibbles[ids].to(torch.int32).reshape(batch, length, -1, BLOCK // 2)
        high = pairs // 16
        values = torch.cat([pairs - 16 * high, high], -1).float() - 8
        return (values * self.scales[ids].float()[..., None]).reshape(batch, length, -1)


class Exported(nn.Module):
    """The network as exported: tags as log probabilities."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: Tensor, first: Tensor, language: Tensor) -> tuple[Tensor, ...]:
        entities, *rest = self.network(ids, first, language)
        return (entities.log_softmax(-1), *rest)


def export(network: Network, packed: Packed, rows: list[int], path: Path) -> None:
    """Write the quantised model to `path`, and the fp32 one it is made from beside it."""
    network.eval()
    network.encoder.words = PackedWords(packed, rows)
    model = Exported(network).eval()
    full = path.with_suffix(".fp32.onnx")
    ids = torch.randint(5, 9000, (3, 17), generator=torch.Generator().manual_seed(1))
    first = torch.tensor([[0, 1, 2, 4, 5, 9]] * 3)
    language = torch.tensor([0, 1, 1])
    batch, pieces, words = Dim("batch", min=1, max=4096), Dim("pieces", min=2, max=512), Dim("words", min=2, max=512)
    torch.onnx.export(
        model,
        (ids, first, language),
        str(full),
        input_names=["ids", "first", "language"],
        output_names=list(OUTPUTS),
        dynamic_shapes=({0: batch, 1: pieces}, {0: batch, 1: words}, {0: batch}),
        dynamo=True,
        external_data=False,
        opset_version=OPSET,
    )
    quantise(full, path)


def quantise(full: Path, path: Path) -> None:
    """Store matrices of more than one column, and the weights of LSTMs, in 8 bits, to be multiplied in integers."""
    model = onnx.load(full)
    matrices = {one.name for one in model.graph.initializer if len(one.dims) == 2 and one.dims[1] > 1}
    products = [
        node.name
        for node in model.graph.node
        if (node.op_type == "MatMul" and node.input[1] in matrices) or node.op_type == "LSTM"
    ]
    quantize_dynamic(
        str(full),
        str(path),
        nodes_to_quantize=products,
        weight_type=QuantType.QInt8,
        per_channel=True,
        reduce_range=True,
        extra_options={"MatMulConstBOnly": True, "WeightSymmetric": True},
    )
