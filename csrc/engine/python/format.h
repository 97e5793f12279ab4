/* format.h -- numbers and texts by a format specification, which is parsed or put together. */
#ifndef PKHOST_PYTHON_FORMAT_H
#define PKHOST_PYTHON_FORMAT_H

#include "python/big_integers.h"

#pragma GCC visibility push(hidden)

typedef struct format_spec {
    c11_sv fill; /* one character */
    char align;  /* < > = ^, or 0; '0': fill with zeros, behind the sign of a number */
    char sign;   /* + - or space, or 0 */
    bool no_negative_zero;
    bool alternate;
    int64_t width, precision; /* -1: not given */
    int64_t least_digits;     /* of an int: "%.5d" */
    char grouping;            /* , or _, or 0 */
    uint32_t type;            /* a character, or 0 */
} format_spec;

/* `value` is named by errors. */
bool format_parse(c11_sv text, py_Ref value, format_spec *s);

/* The text is py_retval().  False: an exception. */
bool format_text(const format_spec *s, c11_sv text);
bool format_integer(const format_spec *s, const integer *value,
                    py_Type type); /* type: for errors */
/* Whatever its type is, objects of `type` have none such: ValueError; false. */
bool format_unknown_type(const format_spec *s, py_Type type);
/* `as_repr`: without a type and a precision, as repr() has it. */
bool format_float(const format_spec *s, bool as_repr, double value);
/* A str, float, bool or int of any size by a specification, which may be empty. */
bool format_value(py_Ref value, c11_sv specification);

#pragma GCC visibility pop

#endif
