/* native_types.h -- types in C whose objects keep what they work with in slots.
 *
 * An object of such a type has a fixed number of slots, and perhaps data behind them.  Its methods are
 * called with an object of the type: what finds them finds them by it, or looks first
 * (interpose/natives.c).  Only __new__() of the type makes objects of it.
 *
 * Code of the script's that an object calls may use the same object meanwhile.  So what is called, and
 * what is passed, is copied to the value stack first.
 */
#ifndef PKHOST_PYTHON_NATIVE_TYPES_H
#define PKHOST_PYTHON_NATIVE_TYPES_H

#include "base/pocketpy.h"
#include "interpose/natives.h"

#pragma GCC visibility push(hidden)

/* A type in a module on demand, which shows itself as one of the module `shown`. */
py_Type native_type(py_GlobalRef module, const char *shown, const char *name, const native *methods,
                    size_t count);
/* A type of iterators that have no other methods; `set_state` may be NULL. */
typedef struct native_iterator {
    const char *name;
    py_CFunction new, next, reduce, set_state; /* __new__, __next__, __reduce__, __setstate__ */
} native_iterator;
void native_iterators(py_GlobalRef module, const char *shown, const native_iterator *types,
                      size_t count);
/* A method of the class: it is called with a class, which is checked to be one that `maker` makes objects
 * of by native_is_maker_of(). */
void native_class_method(py_Type type, const char *name, py_CFunction function);
bool native_is_maker_of(py_CFunction maker, py_Ref class);
/* Objects of the type have data that begins with a value, which they hold; so have those of classes
 * derived from it, behind their attributes. */
void native_type_holds(py_Type type);
/* Its objects have room for attributes: they have a __dict__. */
void native_type_has_dict(py_Type type);
bool native_type_itself(int argc, py_Ref argv); /* __iter__ of an iterator */

/* An object of the class at `class`, one derived from the type among them; its slots are nil. */
static inline void native_make(py_OutRef out, py_Ref class, int slots, int data)
{
    py_newobject(out, py_totype(class), slots, data);
    for (int i = 0; i < slots; i++)
        ((py_TValue *)out->_obj->flex)[i] = (py_TValue){ .type = tp_nil };
}

static inline py_TValue *native_slots(const py_TValue *object)
{
    return (py_TValue *)object->_obj->flex;
}

static inline bool is_nil(const py_TValue *value) { return value->type == tp_nil; }

static inline py_TValue int_value(int64_t number)
{
    return (py_TValue){ .type = tp_int, ._i64 = number };
}

/* As py_next(), of an iterator that a slot holds: it lies on the value stack meanwhile. */
static inline int native_next(const py_TValue *iterator)
{
    VM *const pk = pk_current_vm;
    py_StackRef const place = pk->stack.sp++;
    *place = *iterator;
    const int more = py_next(place);
    pk->stack.sp = place;
    return more;
}

/* As py_call(), of what a slot holds.  `argument` is where nothing changes it. */
static inline bool native_call(const py_TValue *function, int argc, const py_TValue *argv)
{
    py_TValue callable = *function;
    return py_call(&callable, argc, (py_Ref)argv);
}

/* __new__() without keywords: `bound` gets the class, and a value for each parameter, nil for what
 * was not given.  `parameters` are their names; the first `least` have to be given. */
typedef struct native_parameters {
    const char *name;
    int least, most;
    const char *parameters[4];
    py_CFunction bound;
} native_parameters;
bool native_bind(const native_parameters *p, int argc, py_Ref argv);

/* The steps of native code that does little with each of so many items; false: it must not go on. */
bool native_charge(int64_t items);

/* "f expected 2 arguments, got 1", as of functions without keywords. */
bool native_expected(const char *name, int given, int least, int most);

/* An int of C's, by __index__; OverflowError if it has more bits. */
bool native_as_size(py_Ref value, int64_t *out);

/* The name of the object's class, as a repr() begins with it. */
void native_write_name(c11_sbuf *text, const py_TValue *object);

/* What __reduce__() answers: the object's class, the arguments it is made of, and the state that is set
 * then; NULL: none. */
bool native_give_reduction(const py_TValue *object, int count, const py_TValue *arguments,
                           const py_TValue *state);
/* The state of __setstate__(), argv[1]: its items, if it is a tuple of so many; else NULL, raised. */
py_TValue *native_take_state(int argc, py_Ref argv, int least, int most);

/* Items of a new tuple in py_retval(), for __reduce__(). */
py_ObjectRef native_give_tuple(int count);

#pragma GCC visibility pop

#endif
