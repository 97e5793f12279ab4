class Timer:
    def __enter__(self): print("start"); self.steps = []; return self
    def step(self, s): self.steps.append(s)
    def __exit__(self, exc_type, exc, tb): print("stop", self.steps, exc_type.__name__ if exc_type else None, exc); return exc_type is ValueError
with Timer() as t: t.step(1); t.step(2)
with Timer() as t: t.step("before"); raise ValueError("swallowed"); t.step("never")
try:
    with Timer(): {}["key"]
except KeyError as e: print("outside", e)
class Undo:
    log = []
    def __init__(self, name): self.name = name
    def __enter__(self): self.log.append("+" + self.name); return self.name
    def __exit__(self, *a): self.log.append("-" + self.name)
with Undo("a") as a, Undo("b") as b:
    with Undo(a + b): pass
print(Undo.log)
def f():
    with Undo("f"):
        for i in range(3):
            with Undo(str(i)):
                if i == 1: return i
print(f(), Undo.log[6:])
