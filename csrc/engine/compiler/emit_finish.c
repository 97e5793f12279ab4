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
    STACK_MOST = 4000,           /* values that one code may have on the stack */
    INSTRUCTIONS_MOST = 1 << 24, /* of one code */
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

static bool has_condition(const instruction *i)
{
    return i->op != OP_JUMP_FORWARD && i->op != OP_LOOP_CONTINUE;
}

/* positions[i]: where instruction i will stand; far[i]: whether its jump is a far one. */
static void find_positions(const emitter *e, int *positions, bool *far)
{
    for (bool changed = true; changed;) {
        int at = 0;
        for (int i = 0; i < e->count; i++) {
            positions[i] = at;
            at += far[i] && has_condition(&e->instructions[i]) ? 3 : 1;
        }
        positions[e->count] = at;
        changed = false;
        if (at <= JUMP_MOST)
            return;
        for (int i = 0; i < e->count; i++) {
            const instruction *const it = &e->instructions[i];
            if (it->kind != INSTRUCTION_JUMP || far[i])
                continue;
            const int distance = positions[e->labels[it->first].at] - positions[i];
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

static void put_instruction(output *o, const instruction *i, const int *positions, bool is_far)
{
    const emitter *const e = o->emitter;
    switch ((enum instruction_kind)i->kind) {
    case INSTRUCTION_PLAIN: put(o, i, i->op, i->first, 0); return;
    case INSTRUCTION_OPERATION: put_operation(o, i, i->operation, i->first, i->second); return;
    case INSTRUCTION_OPERATION_JUMP:
        put_operation(o, i, i->operation, positions[e->labels[i->first].at], 0);
        return;
    case INSTRUCTION_JUMP: {
        const int target = positions[e->labels[i->first].at];
        if (!is_far) {
            put(o, i, i->op, target - o->count, 0);
            return;
        }
        if (has_condition(i)) {
            put(o, i, i->op, 2, 0);
            put(o, i, OP_JUMP_FORWARD, 2, 0);
        }
        put_operation(o, i, OPERATION_JUMP, target, 0);
        return;
    }
    case INSTRUCTION_BEGIN_TRY: {
        const CodeBlock block = { .type = CodeBlockType_TRY,
                                  .parent = 0,
                                  .start = o->count,
                                  .end = positions[e->labels[i->first].at],
                                  .end2 = -1 };
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
    if (e->count > INSTRUCTIONS_MOST)
        return fail(e, error, "a block of this source is too large");

    int *const positions = arena_take(e->arena, (size_t)(e->count + 1) * sizeof *positions);
    bool *const far = arena_take(e->arena, (size_t)(e->count + 1) * sizeof *far);
    find_positions(e, positions, far);
    const int size = positions[e->count];

    c11_vector__reserve(&code->codes, size);
    c11_vector__reserve(&code->codes_ex, size);
    output o = { .emitter = e,
                 .codes = code->codes.data,
                 .places = code->codes_ex.data,
                 .columns = arena_take(e->arena, (size_t)size * sizeof *o.columns) };
    for (int i = 0; i < e->count; i++)
        put_instruction(&o, &e->instructions[i], positions, far[i]);
    code->codes.length = code->codes_ex.length = o.count;
    if (code->consts.length > ARGUMENT_MOST || code->names.length > ARGUMENT_MOST
        || code->func_decls.length > ARGUMENT_MOST)
        return fail(e, error, "too many different names and constants in one block");
    make_details(e, o.columns, o.count);
    return true;
}
