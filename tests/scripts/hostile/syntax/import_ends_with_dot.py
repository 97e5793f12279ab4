# A module path that ends with a dot: an assertion in the library.
# expect: error|crashed
__import__('math.')
