# exit() inside a sort key, below native frames.
# expect: error
# error: SystemExit
def key(x):
    exit(5)
[2, 1].sort(key=key)  # attack
