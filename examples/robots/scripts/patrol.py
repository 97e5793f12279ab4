# Mows the field: along a row, one row further, and back.
import robot

ahead, down = "east", "south"
while True:
    while robot.move(ahead):
        pass
    ahead = "west" if ahead == "east" else "east"
    if not robot.move(down):
        down = "north" if down == "south" else "south"
