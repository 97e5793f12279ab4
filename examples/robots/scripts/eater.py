# Remembers far too much of what it has seen.
import robot

memory = []
while True:
    robot.move("east" if len(memory) % 2 else "west")
    memory.append(str(robot.look()) * 500)
