/* traceback.h -- where a script was: the places that a traceback is made of. */
#ifndef PKHOST_STOP_TRACEBACK_H
#define PKHOST_STOP_TRACEBACK_H

#include "base/vm.h"

#pragma GCC visibility push(hidden)

/* Add a place to vm->traceback; `column` is from 1, 0 if unknown.  Places in modules
 * of the library are left out: to a script their functions are part of the language.
 * In ZONE_ENGINE, since a script may have damaged what is read. */
void traceback_add(pkhost_vm *vm, SourceData_ source, int line, int column, const char *function);
/* The frame whose bytecode is next, and its callers, unless there are places
 * already. */
void traceback_note(pkhost_vm *vm);

/* Leave whole records only: a bad address or a lack of memory may have ended the last in its
 * middle, and so may the stop of a script that is given up. */
void traceback_cut(pkhost_vm *vm);

/* Append text of the script's to a text of the host's: it is read in ZONE_ENGINE,
 * piece by piece, so that a bad address is contained.  `one_line`: with blanks for
 * control characters. */
void traceback_copy(pkhost_vm *vm, text *to, const char *data, size_t size, bool one_line);

#pragma GCC visibility pop

#endif
