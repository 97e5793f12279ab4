/* argument_messages.h -- what a native function says when it got too few arguments, or too many. */
#ifndef PKHOST_LANGUAGE_ARGUMENT_MESSAGES_H
#define PKHOST_LANGUAGE_ARGUMENT_MESSAGES_H

#include "base/pocketpy.h"

#include <stdarg.h>

#pragma GCC visibility push(hidden)

/* A TypeError's format that is about the number of arguments: in CPython's words instead, with the
 * name of the function that was called.  False: it is about something else. */
bool argument_message(c11_sbuf *out, const char *format, va_list arguments);

#pragma GCC visibility pop

#endif
