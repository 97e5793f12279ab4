# Never ends by itself:  scripts/pkhost run --steps 1000000 examples/limits/endless_loop.py
def search(wanted):
    number = 0
    while number != wanted:
        number += 2
    return number


try:
    print("searching…")
    print(search(7))
except BaseException:  # catches every exception, but no limit
    print("this is never printed")
