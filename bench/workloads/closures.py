# Functions as values: closures, lambdas, default and keyword arguments.
def counter(start):
    count = [start]

    def step(by=1):
        count[0] += by
        return count[0]

    return step


def compose(first, second):
    return lambda value: second(first(value))


def area(width, height=2, scale=1):
    return width * height * scale


step = counter(10)
for i in range(60000):
    step()
    if i % 3 == 0:
        step(by=2)

work = compose(compose(lambda n: n + 1, lambda n: n * 2), lambda n: n % 1009)
value = 1
for i in range(60000):
    value = work(value)

total = 0
for i in range(60000):
    total += area(i % 9) + area(i % 5, height=3) + area(i % 3, scale=2)
print(step(), value, total, len(list(map(lambda n: n * n, range(30000)))))
