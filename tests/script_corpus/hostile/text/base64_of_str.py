# base64.b64decode never sets its first byte for a lone pad: does it show old memory?
# expect: ok|error
import base64
for n in [1, 2, 3, 5, 1000]:
    len(base64.b64decode('=' * 4 * n))  # attack
