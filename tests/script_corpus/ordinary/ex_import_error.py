# Ends in an uncaught ImportError.
print('before')
import no_such_module
