# Goes to the nearest gem.
import robot

while True:
    east, south = robot.look()[0]
    if east != 0:
        robot.move("east" if east > 0 else "west")
    else:
        robot.move("south" if south > 0 else "north")
