def second_largest(numbers):
    # Crashes where there is no second.
    largest = max(numbers)
    return max([n for n in numbers if n != largest])
