"""Samples and a network in, a trained network out: schedule, checkpoints, resuming, dev scores."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import torch
from rich.progress import MofNCompleteColumn, Progress, TimeElapsedColumn
from torch import Tensor

from kg.parse.train.data import Batch, Encoding, Portion, Sample, collate, group
from kg.parse.train.network import CLASSES, Network, lesson
from kg.parse.train.swaps import Names

FROZEN = ("encoder.words.weight", "encoder.positions.weight")


@dataclass(frozen=True, slots=True)
class Plan:
    """How to train: learning rates rise over the share `warmup`, stay until `decay` and fall to zero at the end, after
    `epochs`, or `minutes` if that is sooner.

    `budget` counts pieces in a batch, padding included; `swapped` is the share of names that give way to another; from
    the share `rounded` of the plan on, the network computes as its 8-bit export will.
    """

    epochs: float = 20
    minutes: float = float("inf")
    budget: int = 6144
    encoder_rate: float = 4e-4
    head_rate: float = 1e-3
    warmup: float = 0.03
    decay: float = 0.4
    swapped: float = 0.3
    rounded: float = 1.0
    device: str = "cpu"
    threads: int = 2
    save_every: int = 100
    seed: int = 1

    def rate(self, progress: float) -> float:
        """Factor on the learning rates."""
        if progress < self.warmup:
            return 0.02 + progress / self.warmup
        return min(1.0, max(0.0, (1 - progress) / (1 - self.decay)))


@dataclass(frozen=True, slots=True)
class Position:
    """Where training stands: steps taken in all, epoch, steps taken in it, seconds spent."""

    step: int = 0
    epoch: int = 0
    done: int = 0
    seconds: float = 0.0


class Trainer:
    """Trains `network` on a mix of treebanks, and on what `teachers` say of them if there are any.

    `folder` holds the checkpoint, from which a second run goes on.
    """

    def __init__(
        self, network: Network, encoding: Encoding, mix: list[Portion], dev: list[Sample], plan: Plan, folder: Path,
        teachers: Sequence[Network] = (),
    ) -> None:  # fmt: skip
        self.network, self.encoding, self.plan, self.dev = network.to(plan.device), encoding, plan, dev
        self.teachers = [teacher.to(plan.device) for teacher in teachers]
        self.mix = mix
        pools = {portion.language: [] for portion in mix}
        for portion in mix:
            pools[portion.language] += portion.sentences
        self.names = {language: Names(sentences) for language, sentences in pools.items()}
        self.checkpoint = folder / "checkpoint.pt"
        for name, parameter in network.named_parameters():
            parameter.requires_grad_(name not in FROZEN)
        groups: dict[bool, list[Tensor]] = {True: [], False: []}
        for name, parameter in network.named_parameters():
            if parameter.requires_grad:
                groups[name.startswith("encoder.")].append(parameter)
        self.rates = (plan.encoder_rate, plan.head_rate)
        self.optimizer = torch.optim.AdamW(
            [{"params": groups[True]}, {"params": groups[False]}], betas=(0.9, 0.98), weight_decay=0.01, fused=True
        )
        self.position = Position()

    def run(self, report: Callable[[str], None]) -> None:
        """Train to the end of the plan; `report` is told one line per half epoch."""
        torch.manual_seed(self.plan.seed)
        torch.set_num_threads(self.plan.threads)
        if self.checkpoint.exists():
            self.resume()
            report(f"resumed at step {self.position.step}")
        steps = self.plan.epochs * len(self._batches(0))
        with Progress(*Progress.get_default_columns(), MofNCompleteColumn(), TimeElapsedColumn()) as bar:
            task = bar.add_task("training", total=steps)
            while self.progress(steps) < 1:
                self._epoch(steps, report, lambda: bar.update(task, completed=self.position.step))
        self.save()
        report(self.scores())

    def progress(self, steps: float) -> float:
        """0 at the start, 1 at the end of the plan."""
        return max(self.position.step / steps, self.position.seconds / (60 * self.plan.minutes))

    def _epoch(self, steps: float, report: Callable[[str], None], stepped: Callable[[], None]) -> None:
        """What is left of the present epoch, or of the plan if that ends sooner."""
        batches = self._batches(self.position.epoch)
        for number in range(self.position.done, len(batches)):
            started, progress = time.monotonic(), self.progress(steps)
            if progress >= 1:
                return
            if progress >= self.plan.rounded:
                self.network.round()
            batch = self._collate(batches[number])
            self.step(batch, self.plan.rate(progress), self.lesson(batch))
            self._advance(time.monotonic() - started)
            stepped()
            if self.position.step % self.plan.save_every == 0:
                self.save()
            if number + 1 in (len(batches) // 2, len(batches)):
                report(f"progress {progress:.3f} {self.scores()}")
        self.position = replace(self.position, epoch=self.position.epoch + 1, done=0)

    def save(self) -> None:
        """Write the checkpoint; a crash while writing leaves the last one."""
        state = {name: value for name, value in self.network.state_dict().items() if name not in FROZEN}
        place = self.position
        data = {
            "network": state,
            "optimizer": self.optimizer.state_dict(),
            "position": (place.step, place.epoch, place.done, place.seconds),
        }
        temporary = self.checkpoint.with_suffix(".new")
        torch.save(data, temporary)
        temporary.replace(self.checkpoint)

    def resume(self) -> None:
        data = torch.load(self.checkpoint, map_location=self.plan.device, weights_only=True)
        self.network.load_state_dict(data["network"], strict=False)
        self.optimizer.load_state_dict(data["optimizer"])
        self.position = Position(*data["position"])

    def _advance(self, seconds: float) -> None:
        place = self.position
        self.position = Position(place.step + 1, place.epoch, place.done + 1, place.seconds + seconds)

    def _batches(self, epoch: int) -> list[list[Sample]]:
        rng = random.Random(self.plan.seed + epoch)
        chosen = [
            self.encoding.sample(self.names[portion.language].swap(sentence, self.plan.swapped, rng), portion.language)
            for portion in self.mix
            for sentence in portion.sentences
        ]
        return group([sample for sample in chosen if sample is not None], self.plan.budget, rng)

    def _collate(self, samples: list[Sample]) -> Batch:
        return collate(samples, self.network.encoder.pad, len(self.encoding.labels.entities)).to(self.plan.device)

    def lesson(self, batch: Batch) -> dict[str, Tensor] | None:
        """What the teachers say of a batch, if there are any."""
        with self._precision():
            return lesson(self.teachers, batch) if self.teachers else None

    def step(self, batch: Batch, factor: float, taught: dict[str, Tensor] | None = None) -> None:
        """One step at `factor` times the learning rates; `taught` is what teachers say of the batch."""
        self.network.train()
        for settings, rate in zip(self.optimizer.param_groups, self.rates, strict=True):
            settings["lr"] = rate * factor
        with self._precision():
            losses = self.network.losses(batch, taught)
        torch.autograd.backward(torch.stack(list(losses.values())).sum())
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
        self.optimizer.step()
        self.optimizer.zero_grad(set_to_none=True)

    def _precision(self) -> torch.autocast:
        """On a GPU, products in bfloat16."""
        return torch.autocast(self.plan.device, torch.bfloat16, enabled=self.plan.device != "cpu")

    @torch.no_grad()
    def scores(self) -> str:
        """Share of dev words whose best class is right, per layer; heads are chosen greedily, LAS counts both."""
        self.network.eval()
        right = dict.fromkeys(("upos", "feats", "lemmas", "entities", "UAS", "LAS"), 0)
        total = 0
        for samples in group(self.dev, 4 * self.plan.budget, None):
            batch = self._collate(samples)
            scores = dict(zip((*CLASSES, "arcs", "relations", "mentions"), self.network(*_inputs(batch)), strict=True))
            real = batch.words[:, 1:]
            total += int(real.sum())
            for name in ("upos", "feats", "lemmas"):
                right[name] += int(((scores[name].argmax(-1) == batch.layers[name]) & real).sum())
            best = scores["entities"].argmax(-1, keepdim=True)
            right["entities"] += int((batch.names.gather(-1, best)[..., 0] & real).sum())
            heads = scores["arcs"].masked_fill(~batch.words[:, None], float("-inf")).argmax(-1)
            index = heads[:, None, :, None].expand(-1, scores["relations"].shape[1], -1, 1)
            relations = scores["relations"].gather(-1, index)[..., 0].argmax(1)
            found = (heads == batch.layers["heads"]) & real
            right["UAS"] += int(found.sum())
            right["LAS"] += int((found & (relations == batch.layers["relations"])).sum())
        return " ".join(f"{name} {100 * count / total:.2f}" for name, count in right.items())


def _inputs(batch: Batch) -> tuple[Tensor, Tensor, Tensor]:
    return batch.ids, batch.first, batch.language
