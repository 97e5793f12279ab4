/* signatures.h -- native functions that take keyword arguments.
 *
 * A native function gets an array of values and how many they are.  It is called as it is as long as
 * a call has no keywords.  For one with keywords there is a registry, from the function to its
 * *signature* in Python's notation, and to what is to be called then: a function that gets a value
 * for each parameter, in their order, nil for what was not given, the rest of the positional
 * arguments as a tuple (*args), and of the keywords as a dict (**kwargs).
 *
 *     static const native_signature table[] = {
 *         { "sorted(iterable, /, *, key, reverse)", builtin_sorted, sorted_with_keywords },
 *     };
 *     signatures_add(table, COUNT(table));
 *
 * A parameter that has to be given is marked by nothing; one that need not by "=".  Its default may
 * follow: None, True, False, a number, or text in single quotes.  That is what a function without a
 * `bound` gets for what was not given before something that was; what was given last is the end of
 * its arguments.  A method's object is its first parameter.
 */
#ifndef PKHOST_LANGUAGE_SIGNATURES_H
#define PKHOST_LANGUAGE_SIGNATURES_H

#include "base/pocketpy.h"

#pragma GCC visibility push(hidden)

enum { SIGNATURE_PARAMETERS_MOST = 12 };

typedef struct native_signature {
    const char *text; /* "print(*args, sep=, end=, file=, flush=)" */
    py_CFunction function;
    py_CFunction
        bound; /* NULL: `function` itself, with nil for what was not given; without *args */
} native_signature;

/* Of all VMs: what a table has that is known already is not added again.  Tables are static. */
void signatures_add(const native_signature *table, size_t count);
/* The same for functions that are found by their names: "str.split(self, /, sep=None)",
 * "math.prod(iterable, /, *, start=1)", "round(number, ndigits=None)".  What is not there is left
 * out. */
void signatures_add_named(const char *const *texts, size_t count);
const native_signature *signature_of(py_CFunction function); /* NULL: it takes no keywords */

/* The name of a native function, where the builtins, a type or a module have it; NULL: they have
 * not.  Besides, the type whose method it is, or NULL, and the module, NULL for a builtin.  `self` may
 * be NULL, or what it is called with: several types may have one function. */
py_Name signature_home(py_CFunction function, const py_TValue *self, py_TypeInfo **owner,
                       const char **module);

/* How many arguments a function takes that takes some by name, and which of them is missing when
 * `given` are there; without a method's object.  False: it takes none by name. */
typedef struct signature_shape {
    int least, most, least_by_position;
    c11_sv missing;
    int missing_position;
} signature_shape;
bool signature_shape_of(py_CFunction function, int given, signature_shape *out);

/* Calls a native function with `count` positional arguments and as many pairs of a name (an int, as
 * PocketPy has them) and a value, all of them on the value stack.  The result is the VM's retval;
 * the stack is as before.  False: an exception, a TypeError in CPython's words among them. */
bool signature_call(py_CFunction function, py_StackRef positional, int count, py_StackRef keywords,
                    int keyword_count);

#pragma GCC visibility pop

#endif
