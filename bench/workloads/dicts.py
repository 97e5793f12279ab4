# Dictionaries: insertion, look-up, counting, deletion, iteration.
def count_words(total, kinds):
    counts = {}
    seed = 1
    for _ in range(total):
        seed = (seed * 16807) % 2147483647
        word = "word" + str(seed % kinds)
        if word in counts:
            counts[word] += 1
        else:
            counts[word] = 1
    best = 0
    for word, count in counts.items():
        if count > best:
            best = count
    return len(counts), best


def memo(limit):
    known = {0: 0, 1: 1}
    for n in range(2, limit):
        known[n] = (known[n - 1] + known[n - 2]) % 1000007
    return known[limit - 1]


def churn(rounds):
    table = {}
    for i in range(rounds):
        table[i] = i * 2
        if i >= 500:
            del table[i - 500]
    total = 0
    for key in table:
        total += table[key] - key
    return len(table), total


words, most = count_words(90000, 3000)
left, rest = churn(60000)
print(words, most, memo(80000), left, rest)
