import json
d = {"name": "é\"\n", "n": 1, "f": 1.5, "t": True, "x": None, "l": [1, [2]], "o": {"k": {}}, "big": 10 ** 20, "e": 1e100, "emp": [], "u": "\u2028😀", "neg": -0.0}
print(json.dumps(d)); print(json.dumps(d, ensure_ascii=False)); print(json.dumps({"b": 1, "a": [1, 2, {}], "c": {"d": []}}, indent=2, sort_keys=True)); print(json.dumps([1, {"a": 2}], separators=(",", ":")), json.dumps({1: "a", True: "b", None: "c", 1.5: "d"}), json.dumps((1, 2)), json.dumps("s"), json.dumps(float("nan")), json.dumps(float("inf")), json.dumps([1, 2], indent="--"), json.dumps({}, indent=1), json.dumps([], indent=4))
print(json.loads('{"a": [1, 2.5, -3e2, true, false, null, "x\\u00e9\\n\\ud83d\\ude00"], "b": {}}'), json.loads(" [1 , 2 ] "), json.loads("12345678901234567890"), json.loads('"s"'), json.loads("1E5"), json.loads("NaN"), json.loads("-Infinity"), json.loads(b'{"k": 1}'), json.loads("[]"), json.loads(json.dumps(d)) == d, json.loads("-0"), json.loads("1.0"), type(json.loads("1")).__name__)
class E(json.JSONEncoder):
    def default(self, o):
        if isinstance(o, set): return sorted(o)
        return super().default(o)
print(json.dumps({"s": {3, 1}}, cls=E), json.dumps(1j, default=str), json.loads('{"a": 1}', object_hook=lambda o: list(o.items())), json.loads('{"a": 1, "a": 2}', object_pairs_hook=list), json.loads("1.5", parse_float=str), json.loads("7", parse_int=float), json.dumps({(1, 2): 3}, skipkeys=True))
for bad in ("", "{", "[1,]", "{'a': 1}", '{"a" 1}', "nul", '"abc', "[1] x", '{"a": }', "01", '"\\x"', "[1 2]", '{1: 2}', '"\t"'):
    try:
        print(json.loads(bad))
    except json.JSONDecodeError as e:
        print(repr(bad), e, e.pos, e.lineno, e.colno, isinstance(e, ValueError))
for bad in (lambda: json.dumps({1}), lambda: json.dumps({(1,): 1}), lambda: json.dumps(object), lambda: json.dumps(float("nan"), allow_nan=False), lambda: json.loads(5)):
    try:
        bad()
    except Exception as e:
        print(type(e).__name__, e)
r = []; r.append(r)
try:
    json.dumps(r)
except ValueError as e:
    print(e)
import io
f = io.StringIO(); json.dump({"x": 1}, f); f.seek(0); print(json.load(f), json.JSONDecoder().raw_decode('{"a":1} rest'), json.JSONEncoder(indent=None).encode([1]), "".join(json.JSONEncoder().iterencode([1, "a"])))
