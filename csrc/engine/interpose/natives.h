/* natives.h -- native functions of ours in the place of PocketPy's; and native methods in
 * scripts' hands. */
#ifndef PKHOST_INTERPOSE_NATIVES_H
#define PKHOST_INTERPOSE_NATIVES_H

#include "base/vm.h"

#pragma GCC visibility push(hidden)

/* Native functions of ours in the place of PocketPy's by these names, or beside
 * them, in a type or module.  A name may be a signature, "f(a, b=1)": then the
 * function takes keyword arguments, and finds all its arguments in argv.  A method's
 * first argument is of its type, as with PocketPy's own.  False if what is there by
 * one of the names is no native function. */
typedef struct native {
    const char *name;
    py_CFunction function;
} native;
bool natives_replace(py_Ref of, const native *functions, size_t count);

/* A class method: the function's first argument is the class. */
void natives_bind_class_method(py_Ref class, const char *name, py_CFunction function);
/* What a class method made, in py_retval(), is of the type `plain`: where `class` is derived from
 * that, it is called with it. */
bool natives_make_of(py_Ref class, py_Type plain);

/* Said of a method that was called without its object, or with another.  Dialect "python" has other
 * words: language/argument_messages.c. */
extern const char native_needs_format[], native_refuses_format[];
void natives_prepare(pkhost_vm *vm); /* while it is built, first */
/* A native method of `owner` as a script may have it: looks at its first argument before it
 * calls.  `makes`: it is a __new__, whose first argument is a class. */
void natives_wrap(py_OutRef out, py_Type owner, py_CFunction function, bool makes);
/* What such a method calls, with its arguments, once they are looked at; for calls with keywords.
 * False: raised. */
bool natives_open(const py_TValue *method, int argc, py_Ref argv, py_TValue *function);
/* The C function of a native function or of such a method; NULL: it is neither. */
py_CFunction natives_function_of(const py_TValue *value);
/* Whether what a class has is what an ancestor has: itself, or such a method of it. */
bool natives_are_same(const py_TValue *of_class, const py_TValue *of_ancestor);
/* Whether both are such a method, and the same one: int.__add__ is int.__add__, though each is made when
 * it is wanted. */
bool natives_are_one(const py_TValue *a, const py_TValue *b);
/* Whether a script may have py_retval(), a native function or a property that was found as an
 * attribute of `of`; what is to be wrapped, is in py_retval() then.  False: raised. */
bool natives_hand_out(const py_TValue *of, py_Name name);
/* py_getattr() and pk_loadmethod() as dialect "pocketpy" has them. */
bool natives_getattr(py_Ref self, py_Name name);
bool natives_load_method(py_StackRef self, py_Name name);
/* Whether `first` is a type that this __new__ of `type` may make. */
bool natives_may_make(py_Ref first, py_Type type, const void *maker);

#pragma GCC visibility pop

#endif
