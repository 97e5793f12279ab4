"""Threads, of which a script has one: locks, events and the like work, and none can be started."""

from _thread import RLock, TIMEOUT_MAX, allocate_lock, get_ident, get_native_id, start_new_thread

__all__ = [
    'Barrier', 'BoundedSemaphore', 'BrokenBarrierError', 'Condition', 'Event', 'ExceptHookArgs',
    'Lock', 'RLock', 'Semaphore', 'TIMEOUT_MAX', 'Thread', 'ThreadError', 'Timer', 'active_count',
    'current_thread', 'enumerate', 'excepthook', 'get_ident', 'get_native_id', 'getprofile',
    'gettrace', 'local', 'main_thread', 'setprofile', 'settrace', 'stack_size',
]

Lock = allocate_lock
ThreadError = RuntimeError
_FOR_EVER = 'deadlock: a script is one thread, and nothing else could end this wait'


class Condition:
    """Waiting for what another thread would do: nothing does."""

    def __init__(self, lock=None):
        self._lock = RLock() if lock is None else lock
        self.acquire = self._lock.acquire
        self.release = self._lock.release

    def __enter__(self):
        return self._lock.__enter__()

    def __exit__(self, *exception):
        return self._lock.__exit__(*exception)

    def wait(self, timeout=None):
        if timeout is None:
            raise RuntimeError(_FOR_EVER)
        return False

    def wait_for(self, predicate, timeout=None):
        result = predicate()
        if not result:
            self.wait(timeout)
        return result

    def notify(self, n=1):
        pass

    def notify_all(self):
        pass

    notifyAll = notify_all


class Semaphore:
    """A lock that can be taken several times."""

    def __init__(self, value=1):
        if value < 0:
            raise ValueError('semaphore initial value must be >= 0')
        self._value = value

    def acquire(self, blocking=True, timeout=None):
        if not blocking and timeout is not None:
            raise ValueError("can't specify timeout for non-blocking acquire")
        if self._value == 0:
            if blocking and timeout is None:
                raise RuntimeError(_FOR_EVER)
            return False
        self._value -= 1
        return True

    __enter__ = acquire

    def release(self, n=1):
        if n < 1:
            raise ValueError('n must be one or more')
        self._value += n

    def __exit__(self, *exception):
        self.release()


class BoundedSemaphore(Semaphore):
    """A semaphore that is not given back more often than it was taken."""

    def __init__(self, value=1):
        super().__init__(value)
        self._initial_value = value

    def release(self, n=1):
        if n < 1:
            raise ValueError('n must be one or more')
        if self._value + n > self._initial_value:
            raise ValueError('Semaphore released too many times')
        self._value += n


class Event:
    """A flag that can be waited for."""

    def __init__(self):
        self._flag = False

    def is_set(self):
        return self._flag

    isSet = is_set

    def set(self):
        self._flag = True

    def clear(self):
        self._flag = False

    def wait(self, timeout=None):
        if not self._flag and timeout is None:
            raise RuntimeError(_FOR_EVER)
        return self._flag


class BrokenBarrierError(RuntimeError):
    """A barrier will not be passed any more."""


class Barrier:
    """A number of threads that wait for each other."""

    def __init__(self, parties, action=None, timeout=None):
        self.parties = parties
        self.n_waiting = 0
        self.broken = False
        self._action = action

    def wait(self, timeout=None):
        if self.broken or self.parties > 1:
            self.broken = True
            raise BrokenBarrierError
        if self._action is not None:
            self._action()
        return 0

    def reset(self):
        self.broken = False

    def abort(self):
        self.broken = True


class local:
    """Attributes that each thread has for itself."""


_count = 0


class Thread:
    """A thread to be: it cannot be started, as a script is one thread; run() can be called."""

    daemon = False

    def __init__(self, group=None, target=None, name=None, args=(), kwargs=None, *, daemon=None):
        global _count
        if group is not None:
            raise AssertionError('group argument must be None for now')
        self._target = target
        self._args = args
        self._kwargs = {} if kwargs is None else kwargs
        if name is None:
            _count += 1
            name = f'Thread-{_count}'
            if target is not None:
                name += f' ({getattr(target, "__name__", target)})'
        self.name = str(name)
        if daemon is not None:
            self.daemon = daemon
        self.ident = self.native_id = None

    def start(self):
        start_new_thread(self.run, ())

    def run(self):
        if self._target is not None:
            self._target(*self._args, **self._kwargs)

    def join(self, timeout=None):
        raise RuntimeError('cannot join thread before it is started')

    def is_alive(self):
        return False

    def getName(self):
        return self.name

    def setName(self, name):
        self.name = name

    def isDaemon(self):
        return self.daemon

    def setDaemon(self, daemonic):
        self.daemon = daemonic

    def __repr__(self):
        return f'<{type(self).__name__}({self.name}, initial)>'


class Timer(Thread):
    """A call after some time."""

    def __init__(self, interval, function, args=None, kwargs=None):
        super().__init__()
        self.interval = interval
        self.function = function
        self.args = args if args is not None else []
        self.kwargs = kwargs if kwargs is not None else {}

    def cancel(self):
        pass

    def run(self):
        self.function(*self.args, **self.kwargs)


class _MainThread(Thread):
    def __init__(self):
        super().__init__(name='MainThread', daemon=False)
        self.ident = self.native_id = get_ident()

    def is_alive(self):
        return True

    def join(self, timeout=None):
        raise RuntimeError('cannot join current thread')

    def __repr__(self):
        return f'<_MainThread(MainThread, started {self.ident})>'


_main_thread = _MainThread()


def main_thread():
    return _main_thread


current_thread = currentThread = main_thread


def active_count():
    return 1


activeCount = active_count


def enumerate():
    return [_main_thread]


def stack_size(size=0):
    return 0


class ExceptHookArgs:
    """What excepthook() is given."""

    def __init__(self, args):
        self.exc_type, self.exc_value, self.exc_traceback, self.thread = args


def excepthook(args, /):
    pass


def settrace(func):
    raise RuntimeError('a script cannot trace itself; the host can run it slice by slice')


setprofile = settrace


def gettrace():
    return None


getprofile = gettrace
