/* code_details.h -- what our compiler says of code that PocketPy's structs have no room for.
 *
 * It is in code->consts[0]: a bytes object that holds a struct code_details and what follows it.
 * Constants of the source begin at 1.
 */
#ifndef PKHOST_INTERPOSE_CODE_DETAILS_H
#define PKHOST_INTERPOSE_CODE_DETAILS_H

#include "base/pocketpy.h"

enum code_flags {
    CODE_OF_OURS = 1,  /* always */
    CODE_FUNCTION = 2, /* has slots for variables; else a module's or a class body */
    CODE_CLASS_BODY = 4,
    CODE_GENERATOR = 8,
    CODE_COROUTINE = 16,   /* async def; with CODE_GENERATOR: an asynchronous generator */
    CODE_VARARGS = 32,     /* *args: its slot is after the keyword-only parameters */
    CODE_VARKEYWORDS = 64, /* **kwargs: its slot is after that of *args */
    CODE_NESTED = 128,
    CODE_RETURNS_NONE = 256, /* a def in which no return has a value */
    CODE_NATIVE = 512, /* a parameter list only: the Function's cfunc runs, with the parameters */
    CODE_AWAITABLE = 1024, /* a generator function that types.coroutine() was given: await takes its
                              generators */
};

enum { CODE_DETAILS_MAGIC = 0x706b6331 };

/* Slots 0 … of a frame: positional-only, positional, keyword-only, *args, **kwargs, then the other
 * variables.  A parameter that is a cell begins as its value: MAKE_CELL comes first in the
 * code.  FuncDecl's own args, kwargs, starred_arg are not used by our calls, but filled as far
 * as they can say it, for what PocketPy shows of a function. */
typedef struct code_details {
    uint32_t magic, size; /* of all of it, in bytes */
    uint32_t flags;
    uint16_t positional_only, positional,
        keyword_only; /* how many; positional: without the only ones */
    uint16_t free_count, stack_depth;
    uint32_t
        names; /* offsets from the start: of the names of the free variables, each with a NUL; */
    uint32_t qualified_name; /* with a NUL; */
    uint32_t columns;        /* of a struct code_columns for each bytecode */
} code_details;

typedef struct code_columns {
    uint16_t column, end_column; /* in bytes; 65535: unknown, or beyond */
    uint16_t end_line;           /* less the line */
} code_columns;

/* Without calls, as calls of functions look at them. */
static inline const code_details *details_of(const CodeObject *code)
{
    if (code->consts.length == 0)
        return NULL;
    const py_TValue *first = &c11__getitem(py_TValue, &code->consts, 0);
    if (first->type != tp_bytes)
        return NULL;
    const struct c11_bytes *bytes = (const struct c11_bytes *)first->_obj->flex;
    const code_details *details = (const code_details *)bytes->data;
    return bytes->size >= (int)sizeof *details && details->magic == CODE_DETAILS_MAGIC ? details
                                                                                       : NULL;
}

#endif
