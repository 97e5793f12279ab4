/* stored.h -- compiled code as bytes that do not depend on where they lie.
 *
 * The build compiles each module of the archive once (run/library_code.c), and a VM that imports one
 * makes its code of these bytes.  They are as trusted as the engine: both come from one build.
 * Numbers are the machine's, and stand at any place.
 */
#ifndef PKHOST_INTERPOSE_STORED_H
#define PKHOST_INTERPOSE_STORED_H

#include "base/pocketpy.h"
#include "base/text.h"

#pragma GCC visibility push(hidden)

/* False: it has a constant that cannot be stored, or the host has no memory left. */
bool stored_write(const CodeObject *code, text *to);
/* All of the current VM's memory; `source` is what the code says that it is of. */
void stored_read(const char *bytes, SourceData_ source, CodeObject *code);

#pragma GCC visibility pop

#endif
