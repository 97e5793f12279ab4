# Thinks for some frames about the shortest tour to four gems, and then goes it.
import robot


def shortest(x, y, gems):
    """Length and gems of the best tour from a place."""
    if not gems:
        return 0, []
    best = None
    for i in range(len(gems)):
        gem = gems[i]
        length, tour = shortest(gem[0], gem[1], gems[:i] + gems[i + 1:])
        length += abs(gem[0] - x) + abs(gem[1] - y)
        if best is None or length < best[0]:
            best = length, [gem] + tour
    return best


while True:
    x, y = robot.position()
    gems = [(x + east, y + south) for east, south in robot.look()[:4]]
    for gem in shortest(x, y, gems)[1]:
        while robot.position() != gem:
            x, y = robot.position()
            if x != gem[0]:
                robot.move("east" if gem[0] > x else "west")
            else:
                robot.move("south" if gem[1] > y else "north")
