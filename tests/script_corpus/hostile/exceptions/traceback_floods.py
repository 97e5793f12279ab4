# Prints tracebacks for ever.
# expect: output
# python expect: steps
import traceback
def f(n):
    if n == 0:
        1 / 0
    f(n - 1)
while True:
    try:
        f(5)  # attack
    except ZeroDivisionError:
        print(traceback.format_exc())
