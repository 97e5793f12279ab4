# Waits for a key on the host's terminal.
# policy: open
# limits: steps=None wall_time=1
# expect: ok|error|wall_time
import conio
conio._getch()  # attack
