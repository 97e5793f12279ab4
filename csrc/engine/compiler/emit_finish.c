/* emit_finish.c -- instructions made PocketPy's bytecode.
 *
 * A jump of PocketPy's has 15 bits and a sign.  One that goes farther becomes
 *
 *     JUMP              an operation, if it is always taken
 *
 *     jump, by 2        if it has a condition
 *     jump forward, by 2
 *     JUMP
 */
#include "compiler/emit_finish.h"

#include "compiler/emit_constants.h"

#include <stdio.h>
#include <string.h>

enum {
    ARGUMENT_MOST = 65535,
    JUMP_MOST = 32767,
    JUMPS_FOLLOWED = 8, /* from one to the next: a loop of nothing but jumps has no end */
    STACK_MOST = 4000,  /* values that one code may have on the stack */
};

static bool fail(const emitter *e, syntax_error *error, const char *message)
{
    *error =
        (syntax_error){ .kind = SYNTAX_ERROR,
                        .place = { .line = e->code->start_line > 0 ? e->code->start_line : 1 } };
    snprintf(error->message, sizeof error->message, "%s", message);
    return false;
}

static bool is_jump(const instruction *i)
{
    return i->kind == INSTRUCTION_JUMP || i->kind == INSTRUCTION_OPERATION_JUMP;
}

static bool is_unconditional(const instruction *i)
{
    return i->kind == INSTRUCTION_JUMP && (i->op == OP_JUMP_FORWARD || i->op == OP_LOOP_CONTINUE);
}

/* Where a jump leads in the end, past jumps that are always taken. */
static int final_target(const emitter *e, const instruction *jump)
{
    int target = e->labels[jump->first].at;
    for (int i = 0; i < JUMPS_FOLLOWED && is_unconditional(&e->instructions[target]); i++)
        target = e->labels[e->instructions[target].first].at;
    return target;
}

/* How many bytecodes an instruction is: a jump to what follows it is none. */
static int size_of(const emitter *e, int i, const int *targets, bool is_far)
{
    const instruction *const it = &e->instructions[i];
    if (is_unconditional(it))
        return targets[i] == i + 1 ? 0 : 1;
    return is_far ? 3 : 1;
}

/* targets[i]: to which instruction i jumps; positions[i]: where it will stand; far[i]: whether it
 * jumps farther than a bytecode of PocketPy's can. */
static void find_positions(const emitter *e, int *targets, int *positions, bool *far)
{
    for (int i = 0; i < e->count; i++)
        if (is_jump(&e->instructions[i]))
            targets[i] = final_target(e, &e->instructions[i]);
    for (bool changed = true; changed;) {
        int at = 0;
        for (int i = 0; i < e->count; i++) {
            positions[i] = at;
            at += size_of(e, i, targets, far[i]);
        }
        positions[e->count] = at;
        changed = false;
        if (at <= JUMP_MOST)
            return;
        for (int i = 0; i < e->count; i++) {
            if (e->instructions[i].kind != INSTRUCTION_JUMP || far[i])
                continue;
            const int distance = positions[targets[i]] - positions[i];
            if (distance > JUMP_MOST || distance < -JUMP_MOST)
                changed = far[i] = true;
        }
    }
}

typedef struct output {
    emitter *emitter;
    Bytecode *codes;
    BytecodeEx *places;
    code_columns *columns;
    int count;
} output;

static void put(output *o, const instruction *from, Opcode op, int argument, int block)
{
    o->codes[o->count] = (Bytecode){ .op = (uint16_t)op, .arg = (uint16_t)argument };
    o->places[o->count] = (BytecodeEx){ .lineno = from->line, .iblock = block };
    o->columns[o->count] = from->columns;
    o->count++;
}

static void put_operation(output *o, const instruction *from, enum operation op, int first,
                          int second)
{
    put(o, from, OP_FORMAT_STRING, constants_index_of_operation(o->emitter, op, first, second), 0);
}

static void put_jump(output *o, const instruction *i, int target, bool is_far)
{
    if (!is_far) {
        put(o, i, i->op, target - o->count, 0);
        return;
    }
    if (!is_unconditional(i)) {
        put(o, i, i->op, 2, 0);
        put(o, i, OP_JUMP_FORWARD, 2, 0);
    }
    put_operation(o, i, OPERATION_JUMP, target, 0);
}

/* `target`: of a jump, where that will stand. */
static void put_instruction(output *o, const instruction *i, int target, bool is_far)
{
    const emitter *const e = o->emitter;
    switch ((enum instruction_kind)i->kind) {
    case INSTRUCTION_PLAIN: put(o, i, i->op, i->first, 0); return;
    case INSTRUCTION_OPERATION: put_operation(o, i, i->operation, i->first, i->second); return;
    case INSTRUCTION_OPERATION_JUMP: put_operation(o, i, i->operation, target, 0); return;
    case INSTRUCTION_JUMP: put_jump(o, i, target, is_far); return;
    case INSTRUCTION_BEGIN_TRY: {
        const CodeBlock block = {
            .type = CodeBlockType_TRY, .parent = 0, .start = o->count, .end = target, .end2 = -1
        };
        c11_vector__push(CodeBlock, &e->code->blocks, block);
        put(o, i, OP_BEGIN_TRY, BC_NOARG, e->code->blocks.length - 1);
        return;
    }
    }
}

/* The bytes object at consts[0]: a struct code_details and what it refers to. */
static void make_details(emitter *e, const code_columns *columns, int count)
{
    code_details details = e->details;
    const char *const qualified =
        e->qualified_name != NULL ? e->qualified_name : e->code->name->data;
    const size_t qualified_size = strlen(qualified) + 1;
    size_t names_size = 0;
    for (int i = 0; i < details.free_count; i++)
        names_size += strlen(e->free_names[i]) + 1;

    details.magic = CODE_DETAILS_MAGIC;
    details.flags |= CODE_OF_OURS;
    details.stack_depth = (uint16_t)e->deepest;
    details.names = sizeof details;
    details.qualified_name = details.names + (uint32_t)names_size;
    details.columns = (uint32_t)((details.qualified_name + qualified_size + 7) / 8 * 8);
    details.size = details.columns + (uint32_t)((size_t)count * sizeof *columns);

    unsigned char *const data =
        py_newbytes(c11__at(py_TValue, &e->code->consts, 0), (int)details.size);
    memset(data, 0, details.columns);
    memcpy(data, &details, sizeof details);
    unsigned char *at = data + details.names;
    for (int i = 0; i < details.free_count; i++) {
        const size_t size = strlen(e->free_names[i]) + 1;
        memcpy(at, e->free_names[i], size);
        at += size;
    }
    memcpy(at, qualified, qualified_size);
    memcpy(data + details.columns, columns, (size_t)count * sizeof *columns);
}

bool finish_code(emitter *e, syntax_error *error)
{
    CodeObject *const code = e->code;
    if (e->inconsistent || !e->unreachable)
        return fail(e, error, "internal error: the compiler made code that cannot be run");
    for (int i = 0; i < e->count; i++) {
        const instruction *const it = &e->instructions[i];
        const bool to_label = is_jump(it) || it->kind == INSTRUCTION_BEGIN_TRY;
        if (to_label && (e->labels[it->first].at < 0 || e->labels[it->first].at >= e->count))
            return fail(e, error, "internal error: the compiler made a jump to nowhere");
        if (it->kind == INSTRUCTION_PLAIN && (it->first < 0 || it->first > ARGUMENT_MOST))
            return fail(e, error, "too many different names and constants in one block");
    }
    if (e->deepest > STACK_MOST)
        return fail(e, error, "an expression has too many values at once");

    int *const targets = arena_take(e->arena, (size_t)(e->count + 1) * sizeof *targets);
    int *const positions = arena_take(e->arena, (size_t)(e->count + 1) * sizeof *positions);
    bool *const far = arena_take(e->arena, (size_t)(e->count + 1) * sizeof *far);
    find_positions(e, targets, positions, far);
    const int size = positions[e->count];

    c11_vector__reserve(&code->codes, size);
    c11_vector__reserve(&code->codes_ex, size);
    output o = { .emitter = e,
                 .codes = code->codes.data,
                 .places = code->codes_ex.data,
                 .columns = arena_take(e->arena, (size_t)size * sizeof *o.columns) };
    for (int i = 0; i < e->count; i++) {
        const instruction *const it = &e->instructions[i];
        const int target = is_jump(it)                         ? positions[targets[i]]
                           : it->kind == INSTRUCTION_BEGIN_TRY ? positions[e->labels[it->first].at]
                                                               : 0;
        if (size_of(e, i, targets, far[i]) > 0)
            put_instruction(&o, it, target, far[i]);
    }
    code->codes.length = code->codes_ex.length = o.count;
    if (code->consts.length > ARGUMENT_MOST || code->names.length > ARGUMENT_MOST
        || code->func_decls.length > ARGUMENT_MOST)
        return fail(e, error, "too many different names and constants in one block");
    make_details(e, o.columns, o.count);
    return true;
}
