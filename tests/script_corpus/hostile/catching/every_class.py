# Names every exception class there is in its handlers.
# expect: steps
names = ['SystemExit', 'KeyboardInterrupt', 'StopIteration', 'RecursionError', 'TimeoutError', 'RuntimeError', 'Exception', 'BaseException']
import builtins
classes = tuple([getattr(builtins, n) for n in names])
while True:
    try:
        while True:  # attack
            pass
    except classes:
        pass
