# Polls the host's terminal, which changes its modes and its file flags.
# policy: open
# expect: ok|error
import conio
for i in range(100):
    conio._kbhit()  # attack
