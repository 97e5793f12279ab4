# Raises from handlers for ever, so that each exception keeps the one before it.
# limits: steps=None wall_time=1
# expect: memory|steps|error|wall_time
def f(e):
    try:
        raise e
    except Exception as old:
        try:
            raise ValueError(old)
        except Exception as new:
            return new
e = ValueError(1)
while True:
    e = f(e)  # attack
