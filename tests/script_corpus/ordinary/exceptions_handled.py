# Raising, catching by class, tuples of classes, re-raising and context.
class AppError(Exception):
    pass


class NotFound(AppError):
    def __init__(self, what):
        super().__init__('not found: ' + what)


def classify(f):
    try:
        return f()
    except (KeyError, IndexError) as e:
        return 'lookup ' + type(e).__name__
    except NotFound as e:
        return 'app ' + str(e)
    except ZeroDivisionError:
        return 'zero'
    except Exception as e:
        return 'other ' + repr(e)


def fail(e):
    raise e


for f in [lambda: {}['x'], lambda: [][0], lambda: 1 / 0, lambda: fail(NotFound('ship')), lambda: fail(ValueError('bad')), lambda: int('x'), lambda: 5]:
    print(classify(f))


def reraise():
    try:
        fail(AppError('first'))
    except AppError:
        raise


try:
    reraise()
except AppError as e:
    print('again', e, e.args)
try:
    try:
        1 / 0
    except ZeroDivisionError:
        fail(ValueError('second'))
except ValueError as e:
    print(e)
try:
    assert 1 == 2, 'math is broken'
except AssertionError as e:
    print('assert', e)
