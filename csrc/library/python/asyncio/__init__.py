"""Coroutines that run beside each other: tasks, an event loop, and what they wait for.

CPython's own package is built on sockets, selectors, threads and subprocesses, and each of its
parts imports them; here there is one thread and nothing to wait for but time and each other.  So
this is the same interface without those: a loop that runs what is ready, and sleeps until the
next timer.

What differs: streams, subprocesses, signals and pipes are not there; to_thread() and
run_in_executor() call the function at once; the debug mode says nothing.
"""

from .exceptions import *
from .coroutines import *
from .events import *
from .futures import *
from .tasks import *
from .timeouts import *
from .locks import *
from .queues import *
from .runners import *
