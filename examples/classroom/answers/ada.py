def second_largest(numbers):
    different = sorted(list(set(numbers)))
    return different[-2] if len(different) > 1 else None
