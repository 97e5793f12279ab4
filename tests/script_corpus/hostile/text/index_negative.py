# Negative indexes of wide texts.
# expect: error|ok
s = '😀' * 1000
for i in range(1, 5000, 7):
    try:
        s[-i]  # attack
    except IndexError:
        pass
