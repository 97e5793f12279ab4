def run(code, data=""):
    jumps, stack = {}, []
    for i, c in enumerate(code):
        if c == "[": stack.append(i)
        elif c == "]":
            if not stack: raise SyntaxError(f"unmatched ] at {i}")
            j = stack.pop(); jumps[i], jumps[j] = j, i
    if stack: raise SyntaxError(f"unmatched [ at {stack[-1]}")
    cells, p, pc, out, inp = [0] * 100, 0, 0, [], iter(data)
    while pc < len(code):
        c = code[pc]
        if c == ">": p += 1
        elif c == "<": p -= 1
        elif c == "+": cells[p] = (cells[p] + 1) % 256
        elif c == "-": cells[p] = (cells[p] - 1) % 256
        elif c == ".": out.append(chr(cells[p]))
        elif c == ",": cells[p] = ord(next(inp, "\0"))
        elif c == "[" and not cells[p] or c == "]" and cells[p]: pc = jumps[pc]
        pc += 1
    return "".join(out)
print(run("++++++++[>++++[>++>+++>+++>+<<<<-]>+>+>->>+[<]<-]>>.>---.+++++++..+++.>>.<-.<.+++.------.--------.>>+."))
print(run(",[.,]", "echo!"))
for bad in ("[[]", "]"):
    try:
        run(bad)
    except SyntaxError as e:
        print(e)
