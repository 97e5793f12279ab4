# base64 of megabytes, again and again.
# expect: memory
# python expect: steps
import base64
b = b'xxxxxxxxxxxxxxxx'
while True:
    b = base64.b64encode(b)  # attack
