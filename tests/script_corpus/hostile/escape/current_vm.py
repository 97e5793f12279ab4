# Asks which VM it is.
# policy: open
# expect: ok|error
import pkpy
pkpy.currentvm()
pkpy.memory_usage()
pkpy.memory_usage_info()  # attack
