def parse(s):
    i = 0
    def ws():
        nonlocal i
        while i < len(s) and s[i] in " \t\n\r": i += 1
    def fail(what): raise ValueError(f"{what} at {i}")
    def value():
        nonlocal i
        ws()
        if i >= len(s): fail("unexpected end")
        c = s[i]
        if c == "{":
            i += 1; out = {}; ws()
            if s[i:i + 1] == "}": i += 1; return out
            while True:
                ws(); k = string(); ws()
                if s[i:i + 1] != ":": fail("expected ':'")
                i += 1; out[k] = value(); ws()
                if s[i:i + 1] == ",": i += 1; continue
                if s[i:i + 1] == "}": i += 1; return out
                fail("expected ',' or '}'")
        if c == "[":
            i += 1; out = []; ws()
            if s[i:i + 1] == "]": i += 1; return out
            while True:
                out.append(value()); ws()
                if s[i:i + 1] == ",": i += 1; continue
                if s[i:i + 1] == "]": i += 1; return out
                fail("expected ',' or ']'")
        if c == '"': return string()
        for word, v in (("true", True), ("false", False), ("null", None)):
            if s.startswith(word, i): i += len(word); return v
        j = i
        while j < len(s) and s[j] in "+-0123456789.eE": j += 1
        if j == i: fail(f"unexpected {c!r}")
        text, i = s[i:j], j
        return float(text) if any(x in text for x in ".eE") else int(text)
    def string():
        nonlocal i
        if s[i:i + 1] != '"': fail("expected string")
        i += 1; out = []
        while s[i:i + 1] != '"':
            if i >= len(s): fail("unterminated string")
            if s[i] == "\\":
                i += 1; c = s[i]
                if c == "u": out.append(chr(int(s[i + 1:i + 5], 16))); i += 5; continue
                out.append({"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f"}.get(c, c)); i += 1
            else: out.append(s[i]); i += 1
        i += 1
        return "".join(out)
    v = value(); ws()
    if i != len(s): fail("extra data")
    return v
import json
good = ['{"a": [1, 2.5, -3e2], "b": {"c": null}, "d": "x\\n\\u00e9\\"q"}', "[]", " [1 , [ ] ,{}] ", '"s"', "true", "12345678901234567890"]
for g in good: print(parse(g), parse(g) == json.loads(g))
for bad in ("{", "[1,", '{"a" 1}', "nul", '"abc', "[1] 2", "", "{1: 2}"):
    try:
        print(parse(bad))
    except ValueError as e:
        print(repr(bad), e)
