# Looks for the denied builtins in every way.
# expect: ok
# stdout: ['open', '__import__("builtins").open', 'getattr(__import__("builtins"), "open")', '__import__("builtins").__dict__["open"]']
# dialect: pocketpy
found = []
for d in ['open', 'breakpoint']:
    for way in [d, '__import__("builtins").' + d, 'globals()["' + d + '"]', 'getattr(__import__("builtins"), "' + d + '")', '__import__("builtins").__dict__["' + d + '"]', '__import__("io").FileIO']:
        try:
            eval(way)  # attack
            found.append(way)
        except BaseException:
            pass
print(found if len(found) > 0 else 'nothing')  # attack
