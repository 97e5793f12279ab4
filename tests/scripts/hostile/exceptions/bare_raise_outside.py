# A bare raise where nothing is being handled.
# expect: error|crashed
raise
