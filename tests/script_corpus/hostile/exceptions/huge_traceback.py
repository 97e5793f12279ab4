# An exception through 900 frames whose functions have long names.
# expect: error
# error: ValueError
n = 'f' * 2000
exec('def ' + n + '(i):\n    if i == 0:\n        raise ValueError("deep")\n    return ' + n + '(i - 1)\n' + n + '(800)')  # attack
