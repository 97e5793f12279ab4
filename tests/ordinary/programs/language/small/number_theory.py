def gcd(a, b):
    while b: a, b = b, a % b
    return a
def egcd(a, b): return (a, 1, 0) if not b else (lambda g, x, y: (g, y, x - a // b * y))(*egcd(b, a % b))
def is_prime(n): return n > 1 and all(n % d for d in range(2, int(n ** .5) + 1))
def digits(n, base=10):
    out = []
    while n: n, d = divmod(n, base); out.append(d)
    return out[::-1] or [0]
def collatz(n):
    yield n
    while n != 1:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        yield n
def roman(n): return "".join(s * (n // v % (10 if v == 1000 else 2 if str(v)[0] == "5" else 10)) if False else "" for v, s in ()) or "".join(_r(n))
def _r(n):
    for v, s in zip((1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1), "M CM D CD C XC L XL X IX V IV I".split()):
        while n >= v: yield s; n -= v
print(gcd(48, 18), egcd(240, 46), [n for n in range(40) if is_prime(n)], digits(255, 2), digits(0), digits(2 ** 70, 16)[:4], list(collatz(6)), roman(1994), sum(digits(2 ** 100)))
print([n for n in range(1, 500) if n == sum(d for d in range(1, n) if n % d == 0)], [n for n in range(100, 1000) if n == sum(int(c) ** 3 for c in str(n))], max(range(1, 30), key=lambda n: len(list(collatz(n)))))
