# Moves once, and then thinks for ever.
import robot

robot.move("north")
while True:
    pass
