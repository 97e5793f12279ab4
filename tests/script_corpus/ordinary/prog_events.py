# An event system with callbacks, the way games script.
class Events:
    def __init__(self):
        self.handlers = {}
        self.log = []

    def on(self, name):
        def d(f):
            self.handlers[name] = self.handlers.get(name, []) + [f]
            return f
        return d

    def emit(self, name, *args):
        for f in self.handlers.get(name, []):
            try:
                self.log.append((name, f(*args)))
            except Exception as e:
                self.log.append((name, 'failed: ' + str(e)))


events = Events()


@events.on('hit')
def damage(target, n):
    target['hp'] -= n
    if target['hp'] <= 0:
        events.emit('dead', target)
    return target['hp']


@events.on('hit')
def sound(target, n):
    return 'clang' * (n // 5)


@events.on('dead')
def bury(target):
    raise RuntimeError(target['name'] + ' cannot die')


hero = {'name': 'hero', 'hp': 12}
events.emit('hit', hero, 5)
events.emit('hit', hero, 10)
events.emit('unknown')
for x in events.log:
    print(x)
