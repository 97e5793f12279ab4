# Makes files by the io module.
# policy: open
# expect: error
import io
io.FileIO('/etc/passwd', 'r').read()  # attack
