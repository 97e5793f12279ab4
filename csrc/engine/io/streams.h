/* streams.h -- what a script writes and reads. */
#ifndef PKHOST_IO_STREAMS_H
#define PKHOST_IO_STREAMS_H

#include "base/vm.h"

#pragma GCC visibility push(hidden)

/* A run begins: no output, the limits and the input of its request.  False: the host has
 * no memory left. */
bool streams_begin(pkhost_vm *vm);

/* For PocketPy: in ZONE_ENGINE, of the current VM. */
void streams_write(int stream, const char *data, size_t size); /* enum pkhost_stream */
int streams_read_byte(void);                                   /* or -1: there are no more */

#pragma GCC visibility pop

#endif
