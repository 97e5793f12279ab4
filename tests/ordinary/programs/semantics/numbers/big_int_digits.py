print(2 ** 1000)
print(sum(int(d) for d in str(2 ** 1000)))
n = 600851475143 * 10 ** 15
p, fs = 2, []
while p * p <= n and p < 7000:
    while n % p == 0:
        fs.append(p)
        n //= p
    p += 1
print(fs, n)
def isqrt(n):
    x = n
    y = (x + 1) // 2
    while y < x:
        x = y
        y = (x + n // x) // 2
    return x
print(isqrt(2 * 10 ** 60))
def gcd(a, b):
    while b: a, b = b, a % b
    return a
print(gcd(2 ** 90 * 3 ** 5, 6 ** 40))
def modpow(b, e, m):
    r = 1
    while e:
        if e & 1: r = r * b % m
        b = b * b % m
        e >>= 1
    return r
M = 2 ** 127 - 1
print(modpow(3, M - 1, M), pow(5, M // 2, M) in (1, M - 1))
digits = []
q, r, t, k, m, x = 1, 0, 1, 1, 3, 3
while len(digits) < 30:
    if 4 * q + r - t < m * t:
        digits.append(m)
        q, r, m = 10 * q, 10 * (r - m * t), (10 * (3 * q + r)) // t - 10 * m
    else:
        q, r, t, k, m, x = q * k, (2 * q + r) * x, t * x, k + 1, (q * (7 * k + 2) + r * x) // (t * x), x + 2
print("".join(map(str, digits)))
print(int(str(3 ** 200)[::-1]) % 1000007, str(7 ** 77).count("7"), len(str(2 ** 5000)))
a = 1
for i in range(1, 40): a = a * i % (2 ** 89 - 1)
print(a)
try:
    int("9" * 5000)
except ValueError as e:
    print(str(e)[:60])
