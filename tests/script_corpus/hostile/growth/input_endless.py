# Reads input for ever; at its end input() returns empty strings.
# expect: steps|error|ok
while True:
    input()  # attack
