# A bare raise in a try body, where nothing is handled yet.
# expect: error
# error: SyntaxError
# python expect: ok
exec('def f():\n    try:\n        raise\n    except BaseException:\n        pass\nf()')  # attack
