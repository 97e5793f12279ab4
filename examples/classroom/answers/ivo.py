# Stops what stops it, or so he thinks.
def second_largest(numbers):
    while True:
        try:
            second_largest(numbers)
        except:
            pass
