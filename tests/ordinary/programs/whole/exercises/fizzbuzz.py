def fizzbuzz(n):
    result = []
    for i in range(1, n + 1):
        text = ("Fizz" if i % 3 == 0 else "") + ("Buzz" if i % 5 == 0 else "")
        result.append(text or i)
    return result
print(*fizzbuzz(20), sep="\n")
