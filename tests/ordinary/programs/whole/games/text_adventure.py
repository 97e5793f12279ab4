rooms = {"hall": {"north": "library", "east": "kitchen", "items": ["lamp"]}, "library": {"south": "hall", "items": ["book", "key"]}, "kitchen": {"west": "hall", "items": []}}
class Game:
    def __init__(self): self.room, self.bag, self.running = "hall", [], True
    def do_go(self, where=None):
        if where not in rooms[self.room]: return f"you cannot go {where}"
        self.room = rooms[self.room][where]
        return self.do_look()
    def do_look(self): return f"you are in the {self.room}; you see {', '.join(rooms[self.room]['items']) or 'nothing'}"
    def do_take(self, *what):
        item = " ".join(what)
        try:
            rooms[self.room]["items"].remove(item)
        except ValueError:
            return f"there is no {item or 'thing'}"
        self.bag.append(item)
        return "taken"
    def do_inventory(self): return f"you have {self.bag}"
    def do_quit(self): self.running = False; return "bye"
    def handle(self, line):
        verb, *args = line.split() or ["look"]
        method = getattr(self, "do_" + verb, None)
        if method is None: return f"unknown: {verb} (try {', '.join(sorted(n[3:] for n in dir(self) if n.startswith('do_')))})"
        try:
            return method(*args)
        except TypeError as e:
            return f"?? {e}"
g = Game()
while g.running: print(g.handle(input("> ")))
