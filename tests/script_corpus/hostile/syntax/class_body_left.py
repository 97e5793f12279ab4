# break and continue out of a class body: the VM would not know that the body has ended.
# expect: ok
# stdout: ["'break' outside loop", "'continue' not properly in loop", "'break' outside loop"]
# stdout: 0 3
# python stdout: ["'break' outside loop (<string>, line 3)", "'continue' not properly in loop (<string>, line 4)", "'break' outside loop (<string>, line 5)"]
# python stdout: 0 3
said = []
for source in ['for i in [1]:\n  class A:\n    break\n',
               'while True:\n  class A:\n    if 1:\n      continue\n',
               'for i in [1]:\n  class A:\n    for j in []: pass\n    else:\n      break\n']:
    try:
        exec(source + 't = (0x414141414141, lambda self: super())\nt[1](5)')  # attack
    except SyntaxError as e:
        said.append(str(e))
print(said)
for i in range(3):
    class A:
        for x in [0, 1]:
            if x == 0:
                break
        while True:
            break
        y = 3
    continue
print(A.x, A.y)
