"""Things that one user at a time has, whatever signal handlers raise.

The manual is the head of ``csrc/ownership/ownership.h``.
"""

from collections.abc import Callable, Iterable
from types import TracebackType
from typing import Any, Generic, Literal, TypeVar, final

_T = TypeVar("_T")

Why = Literal["closed", "busy", "wait"]
"""Why there is nothing: the stock was closed, the timeout is over; or that this
thread is about to wait."""

class Stock(Generic[_T]):
    """Things of which each is had by one lease at a time; leases that wait get them in order."""

    def __init__(self, things: Iterable[_T], /) -> None: ...
    def lease(
        self,
        *,
        timeout: float = -1,
        unavailable: Callable[[Why], object] | None = None,
        begin: Callable[[_T], _T] | None = None,
        end: Callable[[_T], _T] | None = None,
        on_failure: Callable[[], object] | None = None,
        gone: Callable[[], bool] | None = None,
    ) -> Lease[_T]:
        """A use of one thing, which is taken when the lease is entered.

        Entering waits for up to ``timeout`` seconds, negative for any time.
        ``unavailable(why)`` is called when there is nothing, and is to raise
        something; called for ``"wait"``, it may return.

        ``begin(thing)`` is called when the lease has the thing, and returns the
        one to use; if it raises, there is no use.  ``end(thing)`` is called after
        the use, and returns what goes back to the stock; before it
        ``on_failure()``, if an exception has ended the use.  These two are
        called again if a signal handler raises something in them.

        ``gone()`` says whether the holder of the lease can never continue, such as a
        task whose event loop was closed.  It is asked, by any thread, when somebody
        else finds nothing; then the use is ended as by an exception.
        """
    def add(self, thing: _T, /) -> None:
        """Put one more into the stock."""
    def things(self) -> list[_T]:
        """All that are idle or lent."""
    def lent(self) -> list[_T]:
        """Those that somebody has."""
    def all_lent_to_this_thread(self) -> bool:
        """Whether all of them are had by this very thread, which would wait for itself."""
    def lent_to_this_thread(self) -> bool:
        """Whether this thread has one."""
    def close(self) -> None:
        """Give nothing any more; leases that wait end, ``unavailable("closed")``."""
    def forked(self) -> None:
        """In the child of a fork: take back what other threads had."""
    @property
    def waiting(self) -> int:
        """How many wait."""
    @property
    def closed(self) -> bool: ...

@final
class Lease(Generic[_T]):
    """One use of a thing: ``with stock.lease() as thing``.  Used once.

    It must not be kept in a variable: a traceback refers to those.
    """

    def __enter__(self) -> _T: ...
    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
        /,
    ) -> Literal[False]: ...
    def request(self, granted: Callable[[], Any], /) -> bool:
        """Take a thing without waiting; whether there was one.

        If not, the lease waits its turn, and ``granted()`` is called when one
        has come, or the stock was closed.  An ``Exception`` of it is taken to
        say that nobody is there any more.
        """
    def begin(self) -> _T:
        """After :meth:`request`: what ``__enter__`` does when it has something."""

class Cleanup:
    """A ``finally`` in C: calls ``function``, again if a signal handler raises in it."""

    def __init__(self, function: Callable[[], object], only_on_failure: bool = False) -> None: ...
    def __enter__(self) -> Cleanup: ...
    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
        /,
    ) -> Literal[False]: ...

class Keeper(Generic[_T]):
    """Refers to a thing that is freed when nobody refers to this any more, and not before.

    The garbage collector finalizes what it finds in any order, but not what it does not
    see.  The thing must not refer to anything that leads back to it.
    """

    def __init__(self, thing: _T, /) -> None: ...
    @property
    def thing(self) -> _T: ...

def interpreter() -> int:
    """The number of this interpreter in the process: 0 for the first, the main one."""
