/* syntax_errors.h -- from what the compiler says is wrong with a source to the exception. */
#ifndef PKHOST_LANGUAGE_SYNTAX_ERRORS_H
#define PKHOST_LANGUAGE_SYNTAX_ERRORS_H

#include "language/exception_types.h"

#pragma GCC visibility push(hidden)

/* What PocketPy calls an Error, and what it has no room for.  PocketPy hands base.msg on to
 * py_exception(), by whose address the rest is found again. */
typedef struct source_error {
    Error base;
    enum exception_class class;       /* SyntaxError, IndentationError, TabError */
    int column, end_line, end_column; /* from 0, in bytes; the end exclusive */
} source_error;

source_error *syntax_error_new(SourceData_ source, int line, const char *message);
/* The exception for the Error whose message this is; false: it is no such message. */
bool syntax_error_make(py_OutRef out, const char *message);

#pragma GCC visibility pop

#endif
