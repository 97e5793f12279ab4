/* deque.h -- deque: how its items lie, come and go. */
#ifndef PKHOST_PYTHON_DEQUE_H
#define PKHOST_PYTHON_DEQUE_H

#include "base/pocketpy.h"

#pragma GCC visibility push(hidden)

typedef struct deque_data {
    py_TValue
        ring; /* first, for the garbage collector: a tuple with mask + 1 places, a power of 2; nil where no item is */
    uint32_t first, used, mask;
    uint32_t changes; /* counted up when an item comes or goes */
    int64_t most;     /* items that there may be; -1: any number */
} deque_data;

bool deque_is(const py_TValue *value); /* or of a class derived from it */

static inline deque_data *deque_of(const py_TValue *deque)
{
    return (deque_data *)py_touserdata((py_Ref)deque);
}

/* The item with the number i, which is there. */
static inline py_TValue *deque_at(const deque_data *d, uint32_t i)
{
    return (py_TValue *)d->ring._obj->flex + ((d->first + i) & d->mask);
}

/* An empty one, of the type or a class derived from it. */
bool deque_new_of(py_OutRef out, py_Type type, int64_t most);
void deque_clear(py_Ref deque);
bool deque_append(py_Ref deque, const py_TValue *item);
bool deque_append_left(py_Ref deque, const py_TValue *item);
/* There is one. */
void deque_pop(py_Ref deque, py_OutRef out);
void deque_pop_left(py_Ref deque, py_OutRef out);
bool deque_insert(py_Ref deque, int64_t at, const py_TValue *item); /* 0 to used */
void deque_delete(py_Ref deque, uint32_t at);
void deque_rotate(py_Ref deque, int64_t by);
bool deque_extend(py_Ref deque, py_Ref iterable); /* both on the value stack */
bool deque_extend_left(py_Ref deque, py_Ref iterable);

#pragma GCC visibility pop

#endif
