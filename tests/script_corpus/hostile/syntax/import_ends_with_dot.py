# A module path that ends with a dot: an assertion in the library.
# expect: error
# error: ImportError
__import__('math.')  # attack
