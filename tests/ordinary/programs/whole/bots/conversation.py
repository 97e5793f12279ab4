import re, sys
memory = {}
def answer(text):
    text = text.strip().lower()
    match text.split():
        case []: return "say something"
        case ["hello" | "hi", *_]: return f"hello, {memory.get('name', 'stranger')}"
        case ["my", "name", "is", name]: memory["name"] = name.title(); return f"nice to meet you, {memory['name']}"
        case ["add", *numbers] if numbers and all(re.fullmatch(r"-?\d+(\.\d+)?", n) for n in numbers): return f"= {sum(float(n) for n in numbers):g}"
        case ["remember", key, *rest] if rest: memory[key] = " ".join(rest); return "noted"
        case ["recall", key]: return memory.get(key, f"i know nothing of {key}")
        case ["bye"]: raise SystemExit(0)
    if m := re.search(r"(\w+)\?$", text): return f"why do you ask about {m[1]}?"
    return f"i do not understand {text!r}"
for line in sys.stdin: print("<", line.rstrip()); print(">", answer(line))
