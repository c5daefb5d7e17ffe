import subprocess
import sys

import numpy as np
from threadpoolctl import threadpool_info

from toldonce.adapters.postgres.vector_codes import VectorCodes

PROCESSES, FORKS = 6, 40
WHILE_MULTIPLYING = f"""
import os, threading, time
import numpy as np
from toldonce.adapters.blas import keep_products_to_their_threads

keep_products_to_their_threads()
many, few = np.ones((8192, 384), np.float32), np.ones((384, 256), np.float32)

def multiply():
    while True:
        many @ few

for _ in range(2):
    threading.Thread(target=multiply, daemon=True).start()
for _ in range({FORKS}):
    child = os.fork()
    if not child:
        os._exit(0)
    os.waitpid(child, 0)
    time.sleep(0.001)
os._exit(7)
"""


def test_a_process_may_fork_while_threads_of_it_multiply() -> None:
    # Where OpenBLAS has threads of its own, about every second of these processes waits for ever.
    for _ in range(PROCESSES):
        assert subprocess.run([sys.executable, "-c", WHILE_MULTIPLYING], timeout=30, check=False).returncode == 7


def test_that_holds_for_what_is_loaded_for_the_codes_of_vectors_too() -> None:
    VectorCodes.of(np.random.default_rng(1).standard_normal((64, 32)).astype(np.float16))
    loaded = [one for one in threadpool_info() if one["user_api"] == "blas"]
    assert len(loaded) > 1
    assert {one["num_threads"] for one in loaded} == {1}
