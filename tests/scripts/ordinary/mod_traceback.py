# The traceback module, in a handler.
import traceback


def inner():
    return 1 // 0


try:
    inner()
except ZeroDivisionError:
    print(traceback.format_exc())
