# Imports a shared library, which the stock VM loads with dlopen.
# policy: open
# expect: error
# error: ImportError
import libc  # attack
