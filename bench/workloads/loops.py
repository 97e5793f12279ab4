# Loops over integers: while, for, branches, arithmetic.
def longest_collatz(limit):
    best = 0
    best_start = 0
    for start in range(1, limit):
        n = start
        length = 1
        while n != 1:
            if n % 2 == 0:
                n = n // 2
            else:
                n = 3 * n + 1
            length += 1
        if length > best:
            best = length
            best_start = start
    return best_start, best


def mix(rounds):
    state = 12345
    total = 0
    for i in range(rounds):
        state = (state * 1103515245 + 12345) % 2147483648
        total = total ^ (state >> 7) ^ (i & 255)
    return total


print(longest_collatz(5000)[0], longest_collatz(5000)[1], mix(100000))
