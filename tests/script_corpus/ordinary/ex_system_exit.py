# Ends in an uncaught SystemExit.
print('leaving')
raise SystemExit('bye')
