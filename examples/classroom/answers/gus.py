def second_largest(numbers)
    return sorted(numbers)[-2]
