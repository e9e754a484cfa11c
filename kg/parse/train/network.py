"""A batch of piece ids in, the scores of every head out, and the loss against the gold layers."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional

from kg.parse.labels import Labels
from kg.parse.train.data import IGNORED, Batch
from kg.parse.train.encoder import MASKED, Dropout, Encoder, Rounded

CLASSES = ("entities", "upos", "feats", "lemmas")
TREE = len(CLASSES)
MENTION_WIDTH = 128
WEIGHTS = {"entities": 1.0, "upos": 0.5, "feats": 1.0, "lemmas": 0.5, "heads": 1.0, "relations": 0.5}


class Biaffine(nn.Module):
    """Dozat & Manning 2017: one bilinear form, bias rows included, per output; all of them side by side in one matrix
    [width + 1, outputs * (width + 1)], which the export can round."""

    def __init__(self, width: int, outputs: int) -> None:
        super().__init__()
        self.outputs = outputs
        forms = torch.zeros(outputs, width + 1, width + 1)
        if outputs > 1:
            nn.init.xavier_uniform_(forms)
        self.form = nn.Parameter(forms.transpose(0, 1).reshape(width + 1, -1))

    def forward(self, dependents: Tensor, heads: Tensor) -> Tensor:
        """[batch, words, width] and [batch, words + 1, width] -> [batch, outputs, words, words + 1]."""
        formed = torch.matmul(_with_one(dependents), self.form).unflatten(-1, (self.outputs, -1)).transpose(1, 2)
        return torch.matmul(formed, _with_one(heads)[:, None].transpose(-1, -2))

    def paired(self, dependents: Tensor, heads: Tensor) -> Tensor:
        """The same for given pairs: [batch, words, width] twice -> [batch, words, outputs]."""
        forms = self.form.unflatten(1, (self.outputs, -1))
        return torch.einsum("bwi,ioj,bwj->bwo", _with_one(dependents), forms, _with_one(heads))


def _with_one(x: Tensor) -> Tensor:
    return torch.cat([x, torch.ones_like(x[..., :1])], -1)


class Network(nn.Module):
    """Encoder, one learned mix of its layers per task, and the heads; a word is read from its first piece."""

    def __init__(self, encoder: Encoder, labels: Labels, arc: int = 256, relation: int = 128) -> None:
        super().__init__()
        hidden, depth = encoder.words.embedding_dim, len(encoder.layers)
        self.encoder = encoder
        mix = torch.zeros(len(CLASSES) + 1, depth)
        mix[:, -1] = 3.0
        self.mix = nn.Parameter(mix)
        self.classes = nn.ModuleDict({name: nn.Linear(hidden, len(getattr(labels, name))) for name in CLASSES})
        self.projections = nn.ModuleDict(
            {
                name: nn.Sequential(nn.Linear(hidden, width), nn.GELU())
                for name, width in (
                    ("arc_dependent", arc),
                    ("arc_head", arc),
                    ("relation_dependent", relation),
                    ("relation_head", relation),
                )
            }
        )
        self.arcs, self.relations = Biaffine(arc, 1), Biaffine(relation, len(labels.relations))
        self.mention_mix, self.mention = nn.Parameter(torch.zeros(depth)), nn.Linear(hidden, MENTION_WIDTH)
        self.dropout, self.projection_dropout = Dropout(0.1), Dropout(0.2)

    def round(self, rounding: bool = True) -> None:
        """From now on compute the encoder as its 8-bit export does, or no more so."""
        for module in self.encoder.modules():
            if isinstance(module, Rounded):
                module.rounding = rounding

    def shorten(self, depth: int) -> None:
        """Keep `depth` layers of the encoder, evenly spread, the last one among them."""
        whole = len(self.encoder.layers)
        kept = [round((number + 1) * whole / depth) - 1 for number in range(depth)]
        self.encoder.layers = nn.ModuleList(self.encoder.layers[number] for number in kept)
        self.mix = nn.Parameter(self.mix.detach()[:, kept])
        self.mention_mix = nn.Parameter(self.mention_mix.detach()[kept])

    def layers(self, ids: Tensor, first: Tensor, language: Tensor) -> Tensor:
        """The encoder's layers at the first piece of every word, the root first: [depth, batch, words + 1, hidden]."""
        index = first[..., None].expand(-1, -1, self.encoder.words.embedding_dim)
        return torch.stack([layer.gather(1, index) for layer in self.encoder(ids, language)])

    def words(self, layers: Tensor) -> list[Tensor]:
        """One [batch, words + 1, hidden] per task: those of CLASSES, then the tree."""
        mixed = torch.einsum("tl,lbwh->tbwh", self.mix.softmax(-1), layers)
        return [self.dropout(x) for x in mixed]

    def mention_states(self, layers: Tensor) -> Tensor:
        """Encoder layers of words [depth, ..., hidden] -> what coreference reads, [..., MENTION_WIDTH]."""
        states: Tensor = self.mention(torch.einsum("l,l...h->...h", self.mention_mix.softmax(-1), layers))
        return states

    def project(self, x: Tensor, name: str) -> Tensor:
        projected: Tensor = self.projection_dropout(self.projections[name](x))
        return projected

    def forward(self, ids: Tensor, first: Tensor, language: Tensor) -> tuple[Tensor, ...]:
        """Scores: entities, upos, feats, lemmas [batch, words, labels], arcs [batch, words, words + 1] and relations
        [batch, relations, words, words + 1]; and the words as mentions [batch, words, MENTION_WIDTH]."""
        return self.scores(self.layers(ids, first, language))

    def scores(self, layers: Tensor) -> tuple[Tensor, ...]:
        """The same from the encoder's layers."""
        states = self.words(layers)
        scores = [self.classes[name](x[:, 1:]) for name, x in zip(CLASSES, states, strict=False)]
        tree = states[TREE]
        arcs = self.arcs(self.project(tree[:, 1:], "arc_dependent"), self.project(tree, "arc_head"))[:, 0]
        relations = self.relations(self.project(tree[:, 1:], "relation_dependent"), self.project(tree, "relation_head"))
        return (*scores, arcs, relations, self.mention_states(layers[:, :, 1:]))

    def answers(self, batch: Batch) -> dict[str, Tensor]:
        """Logits of each layer of WEIGHTS, [batch, words, labels]; relations are those to the gold heads."""
        states = self.words(self.layers(batch.ids, batch.first, batch.language))
        answers = {name: self.classes[name](x[:, 1:]) for name, x in zip(CLASSES, states, strict=False)}
        tree = states[TREE]
        arcs = self.arcs(self.project(tree[:, 1:], "arc_dependent"), self.project(tree, "arc_head"))[:, 0]
        answers["heads"] = arcs.masked_fill(~batch.words[:, None], MASKED)
        heads = batch.layers["heads"].clamp(min=0)[..., None].expand(-1, -1, tree.shape[-1])
        answers["relations"] = self.relations.paired(
            self.project(tree[:, 1:], "relation_dependent"), self.project(tree.gather(1, heads), "relation_head")
        )
        return {name: scores.float() for name, scores in answers.items()}

    def losses(self, batch: Batch, taught: dict[str, Tensor] | None = None) -> dict[str, Tensor]:
        """Weighted loss of each layer; words without gold in a layer do not count there.

        `taught` are probabilities in the form of `answers`: half of the loss is then by them (Hinton et al. 2015).
        """
        answers = self.answers(batch)
        losses = {
            name: _allowed(scores, batch.names) if name == "entities" else _cross_entropy(scores, batch.layers[name])
            for name, scores in answers.items()
        }
        if taught is not None:
            losses = {
                name: (loss + _divergence(answers[name], taught[name], batch)) / 2 for name, loss in losses.items()
            }
        return {name: WEIGHTS[name] * loss for name, loss in losses.items()}


@torch.no_grad()
def lesson(teachers: Sequence[Network], batch: Batch) -> dict[str, Tensor]:
    """What several networks answer, as the mean of their probabilities."""
    answers = [teacher.eval().answers(batch) for teacher in teachers]
    return {name: torch.stack([one[name].softmax(-1) for one in answers]).mean(0) for name in WEIGHTS}


def _cross_entropy(scores: Tensor, gold: Tensor) -> Tensor:
    return functional.cross_entropy(scores.flatten(0, 1), gold.flatten(), ignore_index=IGNORED)


def _divergence(scores: Tensor, taught: Tensor, batch: Batch) -> Tensor:
    """Cross entropy against the probabilities of teachers, over real words."""
    real = batch.words[:, 1:]
    return functional.cross_entropy(scores[real], taught[real])


def _allowed(scores: Tensor, allowed: Tensor) -> Tensor:
    """Minus the log of the probability that falls on any allowed tag, averaged over words that have gold."""
    known = allowed.any(-1)
    if not known.any():
        return scores.sum() * 0
    logs = scores.log_softmax(-1).masked_fill(~allowed, float("-inf"))
    return -logs[known].logsumexp(-1).mean()
