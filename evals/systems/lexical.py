"""BM25 over Snowball stems without stop words: what full-text search gives."""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Sequence

import numpy as np
import Stemmer
from numpy.typing import NDArray

from evals.datasets import DataConversation
from evals.systems.corpus import STOP_WORDS, chunks_of, ranking_of
from evals.systems.ranking import BASELINE_DEPTH, Answers

K1, B = 1.2, 0.75
_WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?")


class LexicalIndex:
    """Robertson and Sparck Jones's BM25 with the idf that Lucene uses: ln(1 + (N - n + 0.5) / (n + 0.5))."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._stem = Stemmer.Stemmer("english").stemWord
        counts = [Counter(self.terms(text)) for text in texts]
        lengths = np.array([sum(count.values()) for count in counts], np.float64)
        average = float(lengths.mean()) if len(lengths) else 1.0
        self._size = len(texts)
        self._postings: dict[str, tuple[NDArray[np.int64], NDArray[np.float64]]] = {}
        where: dict[str, list[int]] = {}
        for number, count in enumerate(counts):
            for term in count:
                where.setdefault(term, []).append(number)
        for term, numbers in where.items():
            found = np.array(numbers, np.int64)
            tf = np.array([counts[number][term] for number in numbers], np.float64)
            idf = np.log(1 + (self._size - len(numbers) + 0.5) / (len(numbers) + 0.5))
            norm = K1 * (1 - B + B * lengths[found] / max(average, 1e-9))
            self._postings[term] = found, idf * tf * (K1 + 1) / (tf + norm)

    def terms(self, text: str) -> list[str]:
        """Stems of the words that are no stop words."""
        return [self._stem(word) for word in _WORD.findall(text.lower()) if word not in STOP_WORDS]

    def scores(self, query: str) -> NDArray[np.float64]:
        """The score of every text, shape (texts,)."""
        scores = np.zeros(self._size)
        for term in self.terms(query):
            if term in self._postings:
                found, weights = self._postings[term]
                scores[found] += weights
        return scores


class Lexical:
    """BM25 alone."""

    name = "BM25"

    async def answer(self, conversation: DataConversation) -> Answers:
        """Index the chunks, rank turns by their best chunk."""
        chunks = chunks_of(conversation)
        index = LexicalIndex([chunk.text for chunk in chunks])
        rankings = []
        for question in conversation.questions:
            started = time.perf_counter()
            scores = index.scores(question.text)
            took = (time.perf_counter() - started) * 1000
            rankings.append(ranking_of(conversation, chunks, scores, BASELINE_DEPTH, took, least=1e-9))
        return Answers(rankings)
