# Nests 50,000 set displays (the inner ones could not even be hashed).
# expect: error|crashed
exec('{' * 50000 + '1' + '}' * 50000)  # attack
