/* emit_code.h -- code while it is made: what emit.c and the files below it have in common.
 *
 * Instructions are kept in a form of their own until the code is finished: jumps go to labels, and
 * operations are not constants yet (language/operations.h).  What cannot be reached is never
 * written down.
 */
#ifndef PKHOST_COMPILER_EMIT_CODE_H
#define PKHOST_COMPILER_EMIT_CODE_H

#include "base/pocketpy.h"
#include "compiler/arena.h"
#include "compiler/source.h"
#include "compiler/tree.h"
#include "language/function.h"
#include "language/operations.h"

typedef struct label {
    int number;
} label;

enum instruction_kind {
    INSTRUCTION_PLAIN,          /* op, first: its argument */
    INSTRUCTION_JUMP,           /* op, first: a label */
    INSTRUCTION_OPERATION,      /* operation, first, second */
    INSTRUCTION_OPERATION_JUMP, /* operation, first: a label */
    INSTRUCTION_BEGIN_TRY,      /* first: the handler's label */
};

typedef struct instruction {
    uint8_t kind, operation;
    uint16_t op;
    int32_t first, second;
    int32_t line;
    code_columns columns;
} instruction;

/* Where a label stands, and how many values are on the stack there. */
typedef struct label_state {
    int at;    /* an instruction; -1: not placed yet */
    int depth; /* -1: not known yet */
} label_state;

/* Indices by the hash of what they stand for: open addressing, 0 is an empty place. */
typedef struct index_table {
    uint32_t *places; /* an index + 1 */
    int capacity, count;
} index_table;

typedef struct emitter {
    arena *arena;
    CodeObject *code;
    instruction *instructions;
    int count, capacity;
    label_state *labels;
    int label_count, label_capacity;
    index_table constants, names;
    identifier *name_keys; /* of code->names */
    int name_capacity;
    int depth, deepest;
    bool unreachable;  /* what is emitted now, until a label that something jumps to */
    bool inconsistent; /* the depth differs between two ways to one place: a fault of ours */
    place place;       /* of what is emitted now */
    code_columns columns;
    code_details details;
    const char *qualified_name;
    const identifier *free_names; /* details.free_count of them */
} emitter;

#endif
