def second_largest(numbers):
    # Forgets that the largest may be there twice.
    if len(numbers) < 2:
        return None
    return sorted(numbers)[-2]
