/* number_operators.h -- operators of bool, int and float as CPython has them: dialect "python". */
#ifndef PKHOST_PYTHON_NUMBER_OPERATORS_H
#define PKHOST_PYTHON_NUMBER_OPERATORS_H

#include "python/big_integers.h"

#pragma GCC visibility push(hidden)

enum numbers_result { NUMBERS_ERROR = -1, NUMBERS_OTHER = 0, NUMBERS_DONE = 1 };

/* a operation b, in py_retval().  NUMBERS_OTHER: one of them is no bool, int or float, or the
 * operator is none of theirs. */
enum numbers_result numbers_binary(py_Name operation, const py_TValue *a, const py_TValue *b);
bool number_is(const py_TValue *value); /* a bool, int or float */

/* float(x): false: OverflowError. */
bool number_to_float(const py_TValue *value, double *out);
/* What round() gives; `has_digits`: with a second argument. */
bool integer_round(const integer *value, int64_t digits, py_OutRef out);
bool float_round(double value, bool has_digits, int64_t digits, py_OutRef out);
/* int(text, base), with CPython's errors; `shown` is what they quote. */
bool integer_of_text(c11_sv text, int base, py_Ref shown, py_OutRef out);
/* What all numbers' texts have in common.  The text without white space around it, in ASCII: decimal
 * digits of every script become 0 to 9, what is no ASCII otherwise becomes '?'.  In a block of its
 * own, to be released with pkhost_libc_free(). */
char *number_text_plain(c11_sv text, size_t *size);
/* Bytes as a text: what has more than ASCII becomes what is no number. */
c11_sv number_text_of_bytes(c11_sv bytes);
/* Takes the underscores between digits out of it; false: there are others. */
bool number_text_join(char *text, size_t *size);
/* A NaN as its bits are shown: those that only tell one from another are gone. */
double float_nan_as_made(double value);
/* int(x) and float(x) of any object: by __int__, __index__, __trunc__, __float__. */
bool integer_of_object(py_Ref value, py_OutRef out);
bool float_of_object(py_Ref value, py_OutRef out);
/* operator.index(): an int of either kind in *out, or TypeError. */
bool integer_index(py_Ref value, py_OutRef out);
/* Whether it is an int or has __index__, for callers whose TypeError has other words. */
bool integer_index_is_possible(py_Ref value);
/* operator.index(), cut to what 64 bits hold: INT64_MIN + 1 to INT64_MAX. */
bool integer_index_cut(py_Ref value, int64_t *out);

/* X(name) for each arithmetic operator of both int and float but **, and for each comparison. */
#define NUMBER_ARITHMETIC(X) X(add) X(sub) X(mul) X(truediv) X(floordiv) X(mod)
#define NUMBER_COMPARISONS(X) X(lt) X(le) X(eq) X(ne) X(gt) X(ge)

/* What int's and float's methods share.  A method for an operator, its operands turned if
 * `reflected`: */
bool number_operate(py_Name name, bool reflected, int argc, py_Ref argv);
bool number_divmod_method(int argc, py_Ref argv);
bool number_rdivmod_method(int argc, py_Ref argv);
/* The second argument of __round__, if there is one. */
bool number_digits(int argc, py_Ref argv, bool *has, int64_t *digits);

bool integer_methods_install(void);
bool float_methods_install(void);
bool number_builtins_install(void);

#pragma GCC visibility pop

#endif
