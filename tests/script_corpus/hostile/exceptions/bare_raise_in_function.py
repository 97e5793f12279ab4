# A bare raise in a function called from a handler.
# expect: error
# error: SyntaxError
# python error: ZeroDivisionError
exec('def f():\n    raise\ntry:\n    1 / 0\nexcept ZeroDivisionError:\n    f()')  # attack
