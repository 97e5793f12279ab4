# Sorting: the engine's own with and without a key, and one written by hand.
def numbers(count, seed):
    values = []
    for _ in range(count):
        seed = (seed * 16807) % 2147483647
        values.append(seed % 100000)
    return values


def merge_sort(values):
    if len(values) < 2:
        return values
    middle = len(values) // 2
    left = merge_sort(values[:middle])
    right = merge_sort(values[middle:])
    merged = []
    i = 0
    j = 0
    while i < len(left) and j < len(right):
        if left[i] <= right[j]:
            merged.append(left[i])
            i += 1
        else:
            merged.append(right[j])
            j += 1
    return merged + left[i:] + right[j:]


values = numbers(25000, 7)
plain = sorted(values)
by_key = sorted(values, key=lambda value: value % 1000 * 100000 + value)
by_hand = merge_sort(values[:6000])
pairs = sorted([(value % 100, value) for value in values[:6000]])
print(plain[0], plain[-1], by_key[100], by_hand[3000], pairs[50][1])
