"""Locks and thread numbers, of the one thread that a script is."""

TIMEOUT_MAX = 9223372036.0
error = RuntimeError


class LockType:
    """A lock: to wait for one that is taken would be to wait for ever."""

    def __init__(self):
        self._taken = False

    def acquire(self, blocking=True, timeout=-1):
        if not blocking and timeout != -1:
            raise ValueError("can't specify a timeout for a non-blocking call")
        if self._taken:
            if blocking and timeout < 0:
                raise RuntimeError('deadlock: a script is one thread, and it has this lock already')
            return False
        self._taken = True
        return True

    def release(self):
        if not self._taken:
            raise RuntimeError('release unlocked lock')
        self._taken = False

    def locked(self):
        return self._taken

    def __enter__(self):
        self.acquire()
        return True

    def __exit__(self, *exception):
        self.release()

    def __repr__(self):
        return f'<{"locked" if self._taken else "unlocked"} _thread.lock object>'

    acquire_lock, release_lock, locked_lock = acquire, release, locked


class RLock:
    """A lock that its thread can take again."""

    def __init__(self):
        self._count = 0

    def acquire(self, blocking=True, timeout=-1):
        self._count += 1
        return True

    def release(self):
        if not self._count:
            raise RuntimeError('cannot release un-acquired lock')
        self._count -= 1

    def __enter__(self):
        return self.acquire()

    def __exit__(self, *exception):
        self.release()

    def _is_owned(self):
        return self._count > 0

    def __repr__(self):
        state = 'locked' if self._count else 'unlocked'
        return f'<{state} _thread.RLock object owner={get_ident()} count={self._count}>'


def allocate_lock():
    return LockType()


def get_ident():
    return 1


get_native_id = get_ident


def start_new_thread(function, args, kwargs=None):
    raise RuntimeError(
        "can't start new thread: a script is one thread; the host can run scripts side by side "
        '(pkhost.VMPool)'
    )


def interrupt_main(signum=2):
    raise KeyboardInterrupt


def stack_size(size=0):
    return 0


