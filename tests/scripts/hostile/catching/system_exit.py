# Raises SystemExit.
# expect: ok|error
raise SystemExit
