# Counts the solutions of the eight queens.
def queens(n, row=0, cols=0, left=0, right=0):
    if row == n:
        return 1
    total = 0
    for c in range(n):
        bit = 1 << c
        if (cols & bit) or (left & (1 << (row + c))) or (right & (1 << (row - c + n))):
            continue
        total += queens(n, row + 1, cols | bit, left | (1 << (row + c)), right | (1 << (row - c + n)))
    return total


print([queens(n) for n in range(1, 9)])
