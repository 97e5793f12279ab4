# The traceback module, in a handler.
import traceback


def inner():
    raise ValueError('inner')


try:
    inner()
except ValueError:
    print(traceback.format_exc())
