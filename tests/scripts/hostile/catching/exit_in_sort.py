# exit() inside a sort key, below native frames.
# expect: ok|error
def key(x):
    exit(5)
[2, 1].sort(key=key)
