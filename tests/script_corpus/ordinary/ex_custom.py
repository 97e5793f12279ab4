# Ends in an uncaught exception of a class of its own.
class GameOver(Exception):
    def __init__(self, score):
        super().__init__('final score ' + str(score))
print('playing')
raise GameOver(9001)
