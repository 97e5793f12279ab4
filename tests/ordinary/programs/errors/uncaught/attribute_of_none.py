def find(items, x):
    for i in items:
        if i == x:
            return i

print(find(["a"], "a").upper())
print(find(["a"], "b").upper())
