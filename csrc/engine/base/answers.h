/* answers.h -- what a native function answers with, and where it keeps values meanwhile.
 *
 * A function that PocketPy calls puts its result into py_retval() and returns true; the give_... do
 * both.  A value that lies in C's variables alone is not seen by the garbage collector, which may
 * run whenever code of the script's does: stack_keep() puts it onto the value stack, from which the
 * caller takes it by setting vm->stack.sp back to where it lay.
 */
#ifndef PKHOST_BASE_ANSWERS_H
#define PKHOST_BASE_ANSWERS_H

#include "base/pocketpy.h"

static inline bool give_none(void)
{
    py_newnone(py_retval());
    return true;
}

static inline bool give_bool(bool value)
{
    py_newbool(py_retval(), value);
    return true;
}

static inline bool give_int(int64_t value)
{
    py_newint(py_retval(), value);
    return true;
}

/* An operator's: the operands are none of its own; the other one's method is asked. */
static inline bool give_not_implemented(void)
{
    py_newnotimplemented(py_retval());
    return true;
}

static inline py_StackRef stack_keep(const py_TValue *value)
{
    py_StackRef const place = py_pushtmp();
    *place = *value;
    return place;
}

/* Room for a value that is not there yet. */
static inline py_StackRef stack_room(void)
{
    py_StackRef const place = py_pushtmp();
    py_newnil(place);
    return place;
}

#endif
