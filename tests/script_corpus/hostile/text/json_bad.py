# json.loads of what is no JSON, among it code.
# expect: ok
import json
for s in ['', ' ', '[', ']', '{', '}', '{1: 2}', '[1,]', 'nul', 'tru', '"', "'a'", '"\\x"', '"\\u12"', '"\\ud800"', '1e999', '-', '--1', '+1', '0x10', '1_000', '[1 2]', '{"a" 1}', '\0', 'print(1)', '__import__("os")', '(lambda: 1)()', '[x for x in (1, 2)]', 'json', 'loads', 'exit', 'None', '1 + 1', '[].append', 'a := 1', 'f"{1}"', '"a" "b"', '1 if 1 else 2']:
    try:
        json.loads(s)  # attack
    except BaseException:
        pass
