# A context manager that loses its __exit__ while it is entered.
# expect: error
# error: TypeError
class A:
    def __enter__(self):
        del A.__exit__
        return self
    def __exit__(self):
        pass
with A():  # attack
    pass
