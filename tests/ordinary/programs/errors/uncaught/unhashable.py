seen = set()
for item in ["a", [1]]:
    seen.add(item)
