class PluginMeta(type):
    plugins = {}
    def __new__(mcs, name, bases, ns, key=None, **kw):
        cls = super().__new__(mcs, name, bases, ns, **kw)
        if key: mcs.plugins[key] = cls
        return cls
    def __getitem__(cls, key): return PluginMeta.plugins[key]
    def __iter__(cls): return iter(sorted(PluginMeta.plugins))
class Plugin(metaclass=PluginMeta):
    def __init__(self, **options): self.options = {**getattr(self, "defaults", {}), **options}
    def run(self, text): raise NotImplementedError(type(self).__name__)
class Upper(Plugin, key="upper"):
    def run(self, text): return text.upper()
class Repeat(Plugin, key="repeat"):
    defaults = {"times": 2, "sep": " "}
    def run(self, text): return self.options["sep"].join([text] * self.options["times"])
class Todo(Plugin, key="todo"): pass
print(list(Plugin), Plugin["upper"]().run("abc"), Plugin["repeat"](times=3, sep="-").run("x"), Plugin["repeat"]().options)
try:
    Plugin["todo"]().run("x")
except NotImplementedError as e:
    print("not implemented:", e)
try:
    Plugin["none"]
except KeyError as e:
    print("no plugin", e)
def build(spec): return [Plugin[name](**dict(kv.split("=") for kv in args)) for name, *args in (part.split(":") for part in spec.split("|"))]
text = "hi"
for p in build("upper|repeat:sep=+|repeat"): text = p.run(text)
print(text)
