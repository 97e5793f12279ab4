def second_largest(numbers):
    # Never comes to an end.
    i = 0
    while i < len(numbers):
        if numbers[i] == max(numbers):
            continue
        i += 1
    return numbers[i - 1]
