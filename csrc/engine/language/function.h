/* function.h -- functions, their code, cells: how the compiler's results lie in PocketPy's structs.
 *
 * A function is an object of tp_function with PocketPy's Function as its data, made with
 * FUNCTION_SLOTS slots.  A frame of it has the function at frame->p0.
 */
#ifndef PKHOST_LANGUAGE_FUNCTION_H
#define PKHOST_LANGUAGE_FUNCTION_H

#include "base/object.h"
#include "interpose/code_details.h"

enum function_slot {
    SLOT_CLOSURE,  /* a tuple of cells; nil: none */
    SLOT_REST,     /* its defaults, a tuple; nil: none; or a list of FUNCTION_MORE places, made when
                      one of them is wanted */
    FUNCTION_SLOTS /* few: then a function is as small as other objects of a new VM */
};

/* What few functions have. */
enum function_more {
    MORE_DEFAULTS,
    MORE_KEYWORD_DEFAULTS, /* a dict; nil: none */
    MORE_ANNOTATIONS,      /* a dict; nil: none */
    MORE_NAME,             /* a str that replaces the code's; nil */
    MORE_QUALIFIED_NAME,
    MORE_MODULE,     /* __module__; nil: that of the globals */
    MORE_DOCSTRING,  /* nil: the code's own */
    MORE_ATTRIBUTES, /* a dict; nil: none yet */
    MORE_HOST,       /* the number of a function of the host's, an int */
    FUNCTION_MORE
};

/* The name of the variable in a slot of a frame; NULL: it is no variable that a script may see by
 * its name, as that of a comprehension in the function.  Slots: 0 to code->nlocals - 1. */
static inline py_Name variable_in(const CodeObject *code, int slot)
{
    const py_Name name = c11__getitem(py_Name, &code->varnames, slot);
    return c11_smallmap_n2d__get(&code->varnames_inv, name, -1) == slot ? name : NULL;
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

/* A tuple; nil: none. */
static inline const py_TValue *function_defaults(const py_TValue *function)
{
    const py_TValue *const rest = function_slot(function, SLOT_REST);
    if (rest->type != tp_list)
        return rest;
    const c11_vector *const more = object_data(rest);
    return (const py_TValue *)more->data + MORE_DEFAULTS;
}

#pragma GCC visibility push(hidden)

void function_set_defaults(const py_TValue *function, const py_TValue *defaults);
/* One of its further parts: nil if it has none. */
py_TValue function_get_more(const py_TValue *function, enum function_more which);
void function_set_more(const py_TValue *function, enum function_more which, const py_TValue *value);
const char *function_qualified_name(const py_TValue *function); /* for messages */

#pragma GCC visibility pop

#endif
