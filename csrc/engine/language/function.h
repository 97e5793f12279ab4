/* function.h -- functions, their code, cells: how the compiler's results lie in PocketPy's structs.
 *
 * A function is an object of tp_function with PocketPy's Function as its data, made with
 * FUNCTION_SLOTS slots.  A frame of it has the function at frame->p0.
 *
 * What CodeObject and FuncDecl have no room for is in code->consts[0]: a bytes object that holds a
 * struct code_details and what follows it.  Constants of the source begin at 1.
 */
#ifndef PKHOST_LANGUAGE_FUNCTION_H
#define PKHOST_LANGUAGE_FUNCTION_H

#include "base/pocketpy.h"

enum function_slot {
    SLOT_CLOSURE,  /* a tuple of cells; nil: none */
    SLOT_DEFAULTS, /* a tuple; nil: none */
    SLOT_MORE,     /* a tuple of FUNCTION_MORE places, made when one is wanted; nil: none yet */
    FUNCTION_SLOTS /* few: such a function is still one of PocketPy's small objects */
};

/* What few functions have. */
enum function_more {
    MORE_KEYWORD_DEFAULTS, /* a dict; nil: none */
    MORE_ANNOTATIONS,      /* a dict; nil: none */
    MORE_NAME,             /* a str that replaces the code's; nil */
    MORE_QUALIFIED_NAME,
    MORE_MODULE,     /* __module__; nil: that of the globals */
    MORE_DOCSTRING,  /* nil: the code's own */
    MORE_ATTRIBUTES, /* a dict; nil: none yet */
    FUNCTION_MORE
};

enum code_flags {
    CODE_OF_OURS = 1,  /* always */
    CODE_FUNCTION = 2, /* has slots for variables; else a module's or a class body */
    CODE_CLASS_BODY = 4,
    CODE_GENERATOR = 8,
    CODE_COROUTINE = 16,   /* async def; with CODE_GENERATOR: an asynchronous generator */
    CODE_VARARGS = 32,     /* *args: its slot is after the keyword-only parameters */
    CODE_VARKEYWORDS = 64, /* **kwargs: its slot is after that of *args */
    CODE_NESTED = 128,
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

/* The name of the variable in a slot of a frame; NULL: it is no variable that a script may see by
 * its name, as that of a comprehension in the function.  Slots: 0 to code->nlocals - 1. */
static inline py_Name variable_in(const CodeObject *code, int slot)
{
    const py_Name name = c11__getitem(py_Name, &code->varnames, slot);
    return c11_smallmap_n2d__get(&code->varnames_inv, name, -1) == slot ? name : NULL;
}

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

static inline Function *function_of(const py_TValue *function)
{
    PyObject *object = function->_obj;
    return (Function *)(object->flex + PK_OBJ_SLOTS_SIZE(object->slots));
}

/* Whether a value is a function of our compiler's: then it has the slots. */
static inline bool function_is_ours(const py_TValue *value)
{
    return value->type == tp_function && value->_obj->slots == FUNCTION_SLOTS;
}

static inline py_TValue *function_slot(const py_TValue *function, enum function_slot slot)
{
    return (py_TValue *)function->_obj->flex + slot;
}

#pragma GCC visibility push(hidden)

/* One of its further parts: nil if it has none. */
py_TValue function_get_more(const py_TValue *function, enum function_more which);
void function_set_more(const py_TValue *function, enum function_more which, const py_TValue *value);
const char *function_qualified_name(const py_TValue *function); /* for messages */

#pragma GCC visibility pop

#endif
