/* tracebacks.h -- where an exception passed.
 *
 * Each frame that it leaves, or that handles it, adds a *place*: an entry of PocketPy's in the
 * exception, the innermost first.  What PocketPy has there for a debugger holds what we need:
 * `locals` an int with the columns, the bytecode and how often the place came in a row (recursion),
 * `globals` the function, or the globals of a module (language/frame_objects.h).
 * A script sees places as traceback objects, which are made when it asks.
 */
#ifndef PKHOST_LANGUAGE_TRACEBACKS_H
#define PKHOST_LANGUAGE_TRACEBACKS_H

#include "language/exception_types.h"

#pragma GCC visibility push(hidden)

/* A place of a source, where no code ran: the host shows it, a traceback does not have it. */
enum { PLACE_OF_SOURCE = -1 };

/* What a place's `locals` says. */
typedef struct place_details {
    int column, end_column; /* from 0, in bytes of the line; -1: not known */
    int end_line;           /* less the line */
    int instruction;        /* of the function's code; -1: not known */
    int repeated;           /* how often it came again at once; PLACE_OF_SOURCE: a syntax error's */
} place_details;
place_details place_details_of(const BaseExceptionFrame *place);

bool tracebacks_install(void);
/* The exception has come to a place; `frame` may be NULL: then it is a source's. */
void traceback_add_place(const py_Frame *frame, py_Ref exception, SourceData_ source, int line,
                         const char *function);
/* The object of its places, or None, in the VM's retval. */
bool traceback_of(py_Ref exception);
/* Its places are those of the object, or none for None; false: it is neither. */
bool traceback_put(py_Ref exception, py_Ref traceback);

#pragma GCC visibility pop

#endif
