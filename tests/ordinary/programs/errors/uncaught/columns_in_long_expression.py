a, b = {"x": {"y": None}}, 5
value = b + 1 + a["x"]["y"]["z"] + len("abc")
