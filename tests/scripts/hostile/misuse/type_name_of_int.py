# type's __name__ getter on an int.
# expect: error|crashed|ok
type.__dict__['__name__'].fget(5)
