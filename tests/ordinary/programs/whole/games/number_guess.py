import random
def play(secret, guesses):
    low, high = 1, 100
    for attempt, text in enumerate(guesses, start=1):
        try:
            guess = int(text)
        except ValueError:
            print(f"{text!r} is not a number")
            continue
        if not low <= guess <= high:
            print("out of range")
        elif guess < secret: print("higher"); low = guess + 1
        elif guess > secret: print("lower"); high = guess - 1
        else:
            print(f"correct after {attempt} tries")
            return attempt
    else:
        print("no more tries; it was", secret)
random.seed(11)
secret = random.randint(1, 100)
print("secret", secret)
def lines():
    while True:
        try:
            yield input("guess> ")
        except EOFError:
            return
play(secret, lines())
