def make():
    items = []
    def add(x, *more, sep=", "):
        items.append(x)
        for m in more:
            add(m, sep=sep)
        return sep.join(map(str, items))
    def reset():
        nonlocal items
        old, items = items, []
        return len(old)
    add.reset = reset
    return add
a, b = make(), make()
print(a(1), a(2, 3), b("x", "y", sep="-"), a.reset(), a(9), sep=" | ")
