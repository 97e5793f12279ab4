/* emit.c -- instructions, labels and constants of a code object, one after another. */
#include "compiler/emit.h"

#include "compiler/emit_constants.h"
#include "compiler/emit_effect.h"
#include "compiler/emit_finish.h"

#include <string.h>

enum { UNKNOWN_COLUMN = 65535, INSTRUCTIONS_MOST = 1 << 21 };

emitter *emit_begin(arena *a, CodeObject *code)
{
    emitter *const e = arena_take(a, sizeof *e);
    e->arena = a;
    e->code = code;
    e->place.line = 1;
    /* The place of the details, which are made at the end. */
    py_TValue nothing;
    py_newnone(&nothing);
    c11_vector__push(py_TValue, &code->consts, nothing);
    return e;
}

bool emit_end(emitter *e, syntax_error *error) { return finish_code(e, error); }

static uint16_t column_of(int column)
{
    return (uint16_t)(column >= 0 && column < UNKNOWN_COLUMN ? column : UNKNOWN_COLUMN);
}

void emit_place(emitter *e, place p)
{
    e->place = p;
    e->columns = (code_columns){ .column = column_of(p.column),
                                 .end_column = column_of(p.end_column),
                                 .end_line = column_of(p.end_line - p.line) };
}

/* The depth at a label is the same by every way to it. */
static void arrive(emitter *e, label l, int depth)
{
    label_state *const state = &e->labels[l.number];
    if (state->depth < 0)
        state->depth = depth;
    else if (state->depth != depth)
        e->inconsistent = true;
}

static void add(emitter *e, instruction i)
{
    if (!e->unreachable) {
        arena_grow(e->arena, (void **)&e->instructions, e->count, &e->capacity, sizeof i);
        i.line = e->place.line;
        i.columns = e->columns;
        e->instructions[e->count++] = i;
        if (i.kind == INSTRUCTION_JUMP || i.kind == INSTRUCTION_OPERATION_JUMP)
            arrive(e, (label){ i.first }, e->depth + effect_of_jump(&i));
        else if (i.kind == INSTRUCTION_BEGIN_TRY)
            arrive(e, (label){ i.first }, e->depth);
    }
    e->depth += effect_of(&i);
    if (e->unreachable)
        return;
    if (e->depth < 0)
        e->inconsistent = true;
    if (e->depth > e->deepest)
        e->deepest = e->depth;
    if (ends_here(&i))
        e->unreachable = true;
}

void emit(emitter *e, Opcode op, int argument)
{
    add(e, (instruction){ .kind = INSTRUCTION_PLAIN, .op = (uint16_t)op, .first = argument });
}

void emit_operation(emitter *e, enum operation op, int first, int second)
{
    add(e, (instruction){ .kind = INSTRUCTION_OPERATION,
                          .operation = (uint8_t)op,
                          .first = first,
                          .second = second });
}

label emit_new_label(emitter *e)
{
    arena_grow(e->arena, (void **)&e->labels, e->label_count, &e->label_capacity,
               sizeof *e->labels);
    e->labels[e->label_count] = (label_state){ .at = -1, .depth = -1 };
    return (label){ e->label_count++ };
}

void emit_label(emitter *e, label l)
{
    label_state *const state = &e->labels[l.number];
    state->at = e->count;
    if (!e->unreachable) {
        arrive(e, l, e->depth);
    } else if (state->depth >= 0) {
        e->unreachable = false;
        e->depth = state->depth;
    }
}

void emit_jump(emitter *e, Opcode op, label l)
{
    add(e, (instruction){ .kind = INSTRUCTION_JUMP, .op = (uint16_t)op, .first = l.number });
}

void emit_operation_jump(emitter *e, enum operation op, label l)
{
    add(e, (instruction){
               .kind = INSTRUCTION_OPERATION_JUMP, .operation = (uint8_t)op, .first = l.number });
}

void emit_begin_try(emitter *e, label handler)
{
    add(e, (instruction){
               .kind = INSTRUCTION_BEGIN_TRY, .op = OP_BEGIN_TRY, .first = handler.number });
}

void emit_end_try(emitter *e) { emit(e, OP_END_TRY, BC_NOARG); }

int emit_name(emitter *e, identifier name) { return constants_index_of_name(e, name); }

void emit_integer(emitter *e, int64_t value)
{
    if (value >= INT16_MIN && value <= INT16_MAX) {
        emit(e, OP_LOAD_SMALL_INT, (uint16_t)value);
        return;
    }
    py_TValue made;
    py_newint(&made, value);
    emit(e, OP_LOAD_CONST, emit_constant_index(e, &made));
}

static void emit_number(emitter *e, const number *n)
{
    py_TValue value;
    switch (n->kind) {
    case NUMBER_INT: emit_integer(e, n->integer); return;
    case NUMBER_BIG_INT: {
        /* A constant that no other text shares, since it becomes the number. */
        py_newstrv(&value, (c11_sv){ n->digits, n->digit_count });
        c11_vector__push(py_TValue, &e->code->consts, value);
        const int index = e->code->consts.length - 1;
        emit(e, OP_LOAD_CONST, index);
        emit_operation(e, OPERATION_BIG_INTEGER, n->base, index);
        return;
    }
    case NUMBER_FLOAT:
        py_newfloat(&value, n->real);
        emit(e, OP_LOAD_CONST, emit_constant_index(e, &value));
        return;
    case NUMBER_IMAGINARY: {
        /* Of its own too, for the same reason. */
        py_newfloat(&value, n->real);
        c11_vector__push(py_TValue, &e->code->consts, value);
        const int index = e->code->consts.length - 1;
        emit(e, OP_LOAD_CONST, index);
        emit_operation(e, OPERATION_IMAGINARY, 0, index);
        return;
    }
    }
}

void emit_constant(emitter *e, const constant *c)
{
    switch (c->kind) {
    case CONSTANT_NONE: emit(e, OP_LOAD_NONE, BC_NOARG); return;
    case CONSTANT_TRUE: emit(e, OP_LOAD_TRUE, BC_NOARG); return;
    case CONSTANT_FALSE: emit(e, OP_LOAD_FALSE, BC_NOARG); return;
    case CONSTANT_ELLIPSIS: emit(e, OP_LOAD_ELLIPSIS, BC_NOARG); return;
    case CONSTANT_NUMBER: emit_number(e, &c->number); return;
    case CONSTANT_STR: emit_text(e, c->data, c->size); return;
    case CONSTANT_BYTES: {
        py_TValue value;
        memcpy(py_newbytes(&value, c->size), c->data, (size_t)c->size);
        emit(e, OP_LOAD_CONST, emit_constant_index(e, &value));
        return;
    }
    }
}

void emit_text(emitter *e, const char *data, int size)
{
    emit(e, OP_LOAD_CONST, constants_index_of_text(e, data, size));
}

py_Ref emit_begin_tuple(emitter *e, int count) { return constants_begin_tuple(e, count); }

void emit_end_tuple(emitter *e) { emit(e, OP_LOAD_CONST, constants_end_tuple(e)); }

int emit_constant_index(emitter *e, const py_TValue *value) { return constants_index(e, value); }

int emit_declaration(emitter *e, FuncDecl_ function)
{
    c11_vector__push(FuncDecl_, &e->code->func_decls, function);
    return e->code->func_decls.length - 1;
}

int emit_depth(const emitter *e) { return e->depth; }

void emit_set_depth(emitter *e, int depth)
{
    if (!e->unreachable && e->depth != depth)
        e->inconsistent = true;
    e->depth = depth;
}

bool emit_is_reachable(const emitter *e) { return !e->unreachable; }

bool emit_is_too_large(const emitter *e) { return e->count > INSTRUCTIONS_MOST; }
