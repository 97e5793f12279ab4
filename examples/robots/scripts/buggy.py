# Wants to know how far it is to a gem, in a way that goes wrong one day.
import robot

while True:
    east, south = robot.look()[0]
    slope = south / east
    if slope > 1:
        robot.move("south")
    else:
        robot.move("east" if east > 0 else "west")
