import timeit
t = timeit.timeit("x = 1 + 1", number=10); print(isinstance(t, float), t >= 0, timeit.timeit(lambda: 5, number=3) >= 0, len(timeit.repeat("pass", number=1, repeat=2)), callable(timeit.default_timer), timeit.timeit("f()", setup="f = lambda: 1", number=2) >= 0, timeit.timeit("y", globals={"y": 2}, number=1) >= 0)
