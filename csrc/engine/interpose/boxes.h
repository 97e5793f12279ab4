/* boxes.h -- instances of subclasses of builtin types, in dialect "python".
 *
 * A value of int, float, str, bytes or tuple has no room for attributes, nor has a property, and
 * native code takes it apart by its exact type.  An instance of a subclass of one of these is a *box*: an object with
 * a dict, and behind that the plain value.  Native methods never meet a box as a value of
 * their type:
 *
 *   - A lookup in a class that is derived from one of these types passes the type's *layer*
 *     before the type itself: the same methods, each in a wrapper (interpose/natives.c) that
 *     opens boxes.
 *   - Native functions test arguments by py_checktype() and convert them by py_castint() and the
 *     like.  These open boxes.
 *   - To all other native code a box is an object of an unknown type.
 *
 * An instance of a subclass of list has PocketPy's List behind its dict, as one of dict has its
 * Dict, so PocketPy's methods take it as it is.  The layer of list has but __init__ and __new__.
 */
#ifndef PKHOST_INTERPOSE_BOXES_H
#define PKHOST_INTERPOSE_BOXES_H

#include "base/object.h"
#include "interpose/classes.h"

#pragma GCC visibility push(hidden)

/* Whether the instances of this type are boxes.  A type derived from a builtin one need not have
 * any: ints beyond 64 bits are of one. */
bool box_is_class(py_Type type);
bool box_is_one_slowly(const py_TValue *value);

static inline bool box_is_one(const py_TValue *value)
{
    return value->is_ptr && value->type > POCKETPY_LAST_TYPE && box_is_one_slowly(value);
}

/* The plain value of a box; any other value itself. */
static inline py_Ref boxed_value(py_Ref value)
{
    return box_is_one(value) ? (py_Ref)(value->_obj->flex + sizeof(NameDict)) : value;
}

/* The place of a type's layer in the region, or -1: it has none.  Of the types that have one, all
 * but list have boxes for instances of subclasses. */
static inline int box_layer_number(py_Type type)
{
    switch (type) {
    case tp_int: return 0;
    case tp_float: return 1;
    case tp_str: return 2;
    case tp_list: return 3;
    case tp_tuple: return 4;
    case tp_bytes: return 5;
    case tp_property: return 6;
    case tp_staticmethod: return 7;
    case tp_classmethod: return 8;
    default: return -1;
    }
}
static inline bool box_is_kind(py_Type type)
{
    return box_layer_number(type) >= 0 && type != tp_list;
}

/* Before a method of `owner`: boxes among its arguments are opened in their places, and a bool that
 * is the first is an int to a method of int. */
void box_open_arguments(py_Type owner, int argc, py_Ref argv);
/* Whether `class` is derived from `owner`, whose __new__ makes plain values only; box_fill() is to
 * follow it. */
bool box_is_made_of(py_Type owner, const py_TValue *class);

/* py_retval() is a plain value, just made, of a type with a layer: it becomes the content
 * of an instance of `class`, which is then in py_retval(). */
void box_fill(py_TypeInfo *class);

/* The items of an instance of a subclass of list or tuple, as PocketPy's pk_arrayview() answers for
 * these: their number, or -1 if it is neither. */
int box_items(py_Ref array, py_TValue **items);

/* How many items a list or a tuple has at present, and where they are; -1: it is neither. */
static inline int sequence_items(py_Ref sequence, py_TValue **items)
{
    if (sequence->type == tp_list) {
        const c11_vector *const list = object_data(sequence);
        *items = list->data;
        return list->length;
    }
    if (sequence->type == tp_tuple) {
        *items = object_slots(sequence);
        return sequence->_obj->slots;
    }
    return box_items(sequence, items);
}

/* What is hashed in place of a value, where CPython's hash is wanted: py_hash() of a box of a str is
 * what PocketPy's dicts need to find it (python/comparison.c). */
py_Ref box_hashed(py_Ref value);

#pragma GCC visibility pop

#endif
