# eval of exec's code and exec of eval's code.
# expect: ok
eval(compile('x = 1', 'f', 'exec'))
exec(compile('1', 'f', 'eval'))
exec(compile('1', 'f', 'single'))  # attack
