# list.index, remove, count and pop without arguments.
# expect: error
# error: TypeError
for name in ['index', 'remove', 'count', 'insert', 'append', 'extend', 'sort']:
    try:
        getattr([1, 2], name)()
    except BaseException:
        pass
list.index()  # attack
