from enum import Enum, auto
class State(Enum):
    IDLE = auto()
    RUNNING = auto()
    PAUSED = auto()
    DONE = auto()
class Machine:
    transitions = {(State.IDLE, "start"): State.RUNNING, (State.RUNNING, "pause"): State.PAUSED, (State.PAUSED, "resume"): State.RUNNING, (State.RUNNING, "finish"): State.DONE}
    def __init__(self): self.state, self.log = State.IDLE, []
    def __call__(self, event):
        try:
            new = self.transitions[self.state, event]
        except KeyError:
            raise ValueError(f"{event!r} is not possible in {self.state.name}") from None
        self.log.append(f"{self.state.name}->{new.name}")
        hook = getattr(self, f"on_{new.name.lower()}", None)
        self.state = new
        return hook() if hook else None
    def on_running(self): return "running " + str(len(self.log))
    def on_done(self): return f"done after {self.log}"
m = Machine()
for e in ("start", "pause", "finish", "resume", "finish"):
    try:
        print(e, "->", m(e), m.state)
    except ValueError as err:
        print("error:", err, err.__cause__)
print([s.name for s in State], State(2), State["DONE"].value, m.state is State.DONE)
