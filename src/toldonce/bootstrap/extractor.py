"""What reads turns: at once without a language model, and thoroughly with one where one is set."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Sequence

import structlog

from toldonce import reading
from toldonce.adapters.embedders import LocalEmbedder
from toldonce.adapters.extractor_processes import ExtractorProcesses, usual_processes
from toldonce.memory.extract.held.reviewer import Reviewer
from toldonce.memory.extract.llm.extractor import LLMExtractor
from toldonce.memory.extract.merge import MergedExtractor
from toldonce.memory.extract.rules import RuleExtractor
from toldonce.ports import LLM, Embedder, Extractor

log = structlog.get_logger("toldonce.bootstrap")


def open_extractors(
    rules: RuleExtractor, opened: Sequence[Embedder], resources: contextlib.AsyncExitStack, llm: LLM | None
) -> tuple[Extractor, Extractor | None]:
    """What reads without a language model, and that with the model beside it; nothing where there is none."""
    quick = open_extractor(rules, opened, resources)
    return quick, None if llm is None else MergedExtractor(quick, LLMExtractor(llm))


def open_extractor(rules: RuleExtractor, opened: Sequence[Embedder], resources: contextlib.AsyncExitStack) -> Extractor:
    """What reads turns without a language model, many of them in a process of its own: the rules, with the learned
    reader behind them where one of the ``opened`` embedding models is the one that it learned from."""
    here: Extractor = rules
    program = [sys.executable, "-m", reading.__name__]
    for embedder in opened:
        if isinstance(embedder, LocalEmbedder) and (learned := reading.learned_extractor(embedder, rules)):
            here = learned
            program.append(str(embedder.model_dir))
            break
    else:
        log.info("learned_reader_off", embedding_models=[embedder.model_name for embedder in opened])
    processes = ExtractorProcesses(here, program, usual_processes())
    resources.push_async_callback(processes.close)
    return processes


def open_reviewer(opened: Sequence[Embedder]) -> Reviewer | None:
    """What tells which of the things that are held turns say are over, where one of the ``opened`` embedding models is
    the one that it learned from."""
    return next(
        (found for one in opened if isinstance(one, LocalEmbedder) and (found := reading.held_reviewer(one))), None
    )
