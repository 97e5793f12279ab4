/* traceback_anchors.h -- which part of a marked expression a traceback points at. */
#ifndef PKHOST_PYTHON_TRACEBACK_ANCHORS_H
#define PKHOST_PYTHON_TRACEBACK_ANCHORS_H

#include <stdbool.h>

#pragma GCC visibility push(hidden)

/* Of an expression that is a binary operation its operator, of a subscript what is in the brackets
 * and those: start and end, in bytes of the text.  False: it is neither. */
bool traceback_anchors(const char *text, int size, int *start, int *end);

#pragma GCC visibility pop

#endif
