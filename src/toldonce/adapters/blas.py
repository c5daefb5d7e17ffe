"""Products of matrices are made by the threads that ask for them, and by no others.

OpenBLAS shares a large product among threads of its own, and before its process forks, it ends them. Where another
thread waits for its product at that moment, it waits for ever, and so does whoever forks: the event loop, which starts
a process that reads turns. Apart from that, threads that wait for each other are slow where others want the cores.
"""

from __future__ import annotations

from threadpoolctl import threadpool_limits


def keep_products_to_their_threads() -> None:
    """For the rest of this process, in every library that is loaded by now; a library that is loaded later needs it
    again."""
    threadpool_limits(1, user_api="blas")
