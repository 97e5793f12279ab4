# Raises SystemExit.
# expect: ok
raise SystemExit  # attack
