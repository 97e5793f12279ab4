from collections import defaultdict
from functools import partial, wraps
class Bus:
    def __init__(self): self._handlers = defaultdict(list)
    def on(self, event, *, priority=0):
        def register(f):
            self._handlers[event].append((priority, f))
            self._handlers[event].sort(key=lambda t: -t[0])
            return f
        return register
    def emit(self, event, /, **data):
        results = []
        for _, f in self._handlers[event]:
            try:
                results.append(f(**data))
            except StopIteration:
                print("stopped by", f.__name__); break
            except Exception as e:
                print(f"{f.__name__} failed: {type(e).__name__}: {e}")
        return results
bus = Bus()
@bus.on("hit", priority=10)
def armor(damage, **_): return damage // 2
@bus.on("hit")
def sound(**kw): return "bang"
@bus.on("hit", priority=5)
def broken(damage): return damage / 0
@bus.on("die")
def drop(who, loot=("coin",)): return [f"{who}:{x}" for x in loot]
@bus.on("die", priority=1)
def once(**_): raise StopIteration
print(bus.emit("hit", damage=7, who="orc")); print(bus.emit("hit", damage=7)); print(bus.emit("die", who="orc")); print(bus.emit("nothing"))
def retry(times):
    def deco(f):
        @wraps(f)
        def wrapper(*a, **k):
            for attempt in range(1, times + 1):
                try:
                    return f(*a, **k)
                except ValueError as e:
                    print("attempt", attempt, e)
            raise RuntimeError(f"{f.__name__} gave up") from e if False else None
        return wrapper
    return deco
state = {"n": 0}
@retry(3)
def flaky(limit):
    state["n"] += 1
    if state["n"] < limit: raise ValueError(f"n={state['n']}")
    return "ok"
print(flaky(3))
try:
    flaky(100)
except RuntimeError as e:
    print(e, flaky.__name__)
double = partial(lambda a, b, c=0: (a, b, c), 1, c=3); print(double(2), double.keywords)
