# Imports a shared library, which the stock VM loads with dlopen.
# policy: open
# expect: error
# error: ImportError
# python error: ModuleNotFoundError
import libc  # attack
