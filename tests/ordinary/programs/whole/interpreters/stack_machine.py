from enum import IntEnum
class Op(IntEnum):
    PUSH, ADD, SUB, MUL, JMP, JZ, LOAD, STORE, PRINT, HALT, LT = range(11)
def assemble(text):
    labels, code = {}, []
    for line in text.strip().splitlines():
        line = line.split(";")[0].strip()
        if not line: continue
        if line.endswith(":"): labels[line[:-1]] = len(code); continue
        name, *arg = line.split()
        code.append((Op[name.upper()], arg[0] if arg else None))
    return [(o, labels[a] if a in labels else int(a) if a and a.lstrip("-").isdigit() else a) for o, a in code]
def run(code, limit=10_000):
    stack, memory, pc, steps, out = [], {}, 0, 0, []
    while True:
        steps += 1
        if steps > limit: raise TimeoutError(f"{limit} steps")
        o, a = code[pc]; pc += 1
        match o:
            case Op.PUSH: stack.append(a)
            case Op.ADD | Op.SUB | Op.MUL | Op.LT:
                y, x = stack.pop(), stack.pop()
                stack.append({Op.ADD: x + y, Op.SUB: x - y, Op.MUL: x * y, Op.LT: int(x < y)}[o])
            case Op.JMP: pc = a
            case Op.JZ:
                if not stack.pop(): pc = a
            case Op.LOAD: stack.append(memory[a])
            case Op.STORE: memory[a] = stack.pop()
            case Op.PRINT: out.append(stack.pop())
            case Op.HALT: return out, steps, memory
SRC = """
    push 1
    store f
    push 1
    store i
loop:
    load i
    push 21
    lt
    jz end ; i >= 21
    load f
    load i
    mul
    store f
    load i
    push 1
    add
    store i
    jmp loop
end:
    load f
    print
    halt
"""
code = assemble(SRC); print(len(code), code[:3], repr(code[7][0])); print(run(code))
try:
    run(assemble("again:\njmp again"))
except TimeoutError as e:
    print("timeout", e)
try:
    run(assemble("add"))
except IndexError as e:
    print(e)
try:
    assemble("nope 1")
except KeyError as e:
    print("unknown", e)
