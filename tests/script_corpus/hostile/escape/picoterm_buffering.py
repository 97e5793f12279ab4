# Gives the host's stdout another buffer.
# policy: open
# expect: ok|error
import picoterm
picoterm.enable_full_buffering_mode()
print('x' * 100)  # attack
