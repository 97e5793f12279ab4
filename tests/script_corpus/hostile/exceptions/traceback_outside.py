# The traceback module where nothing is being handled.
# expect: ok
import traceback
traceback.print_exc()
traceback.format_exc()  # attack
