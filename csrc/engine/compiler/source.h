/* source.h -- what all stages of the compiler say of a source: where something stands in it, and
 * what is wrong with it.
 */
#ifndef PKHOST_COMPILER_SOURCE_H
#define PKHOST_COMPILER_SOURCE_H

#include <stdbool.h>

/* How deep a source may nest: statements, expressions, brackets, f-strings together.  CPython's
 * own bounds are 100 blocks, 200 brackets, and the C stack. */
enum { COMPILER_DEPTH = 400 };

/* Where something stands in a source: lines from 1, columns from 0 in bytes of UTF-8, the end
 * exclusive; as in CPython's ast.  An error's may end where it begins: then it has no end. */
typedef struct place {
    int line, column, end_line, end_column;
} place;

enum syntax_error_kind { SYNTAX_ERROR, INDENTATION_ERROR, TAB_ERROR };

/* What is wrong with a source, in CPython's words. */
typedef struct syntax_error {
    enum syntax_error_kind kind;
    place place;
    bool incomplete; /* more lines could make it right: for a prompt */
    char message[400];
} syntax_error;

#endif
