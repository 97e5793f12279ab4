# Goes straight on, and turns now and then, or at the edge of the world.
import random
import robot

directions = ["north", "east", "south", "west"]
direction = random.choice(directions)
while True:
    if random.random() < 0.1 or not robot.move(direction):
        direction = random.choice(directions)
