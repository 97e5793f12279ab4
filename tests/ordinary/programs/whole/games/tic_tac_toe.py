LINES = [(0, 1, 2), (3, 4, 5), (6, 7, 8), (0, 3, 6), (1, 4, 7), (2, 5, 8), (0, 4, 8), (2, 4, 6)]
def winner(b): return next((b[x] for x, y, z in LINES if b[x] != " " and b[x] == b[y] == b[z]), None)
def show(b): print("\n-+-+-\n".join("|".join(b[i:i + 3]) for i in (0, 3, 6)), end="\n\n")
calls = 0
def minimax(b, player, depth=0):
    global calls
    calls += 1
    w = winner(b)
    if w: return (10 - depth if w == "X" else depth - 10), None
    free = [i for i, c in enumerate(b) if c == " "]
    if not free: return 0, None
    scores = []
    for i in free:
        b[i] = player
        scores.append((minimax(b, "O" if player == "X" else "X", depth + 1)[0], i))
        b[i] = " "
    return max(scores, key=lambda t: t[0]) if player == "X" else min(scores, key=lambda t: t[0])
board, player = list("X O  O  X"), "X"
while winner(board) is None and " " in board:
    _, move = minimax(board, player)
    board[move] = player
    show(board)
    player = {"X": "O", "O": "X"}[player]
print("winner:", winner(board) or "nobody", calls)
