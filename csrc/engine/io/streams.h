/* streams.h -- what a script writes and reads. */
#ifndef PKHOST_IO_STREAMS_H
#define PKHOST_IO_STREAMS_H

#include "base/vm.h"

#pragma GCC visibility push(hidden)

/* A run begins: no output, the limits and the input of its request.  False: the host has
 * no memory left. */
bool streams_begin(pkhost_vm *vm);

/* In a process that is a worker as a whole (csrc/worker), the host is elsewhere: output is kept
 * only until there is some of it, and input has to be asked for.  Both are called in ZONE_HOST
 * on the thread that has the run. */
struct streams_remote {
    /* Send what was kept, and then `data`. */
    void (*send)(pkhost_vm *vm, int stream, const char *kept, size_t kept_size, const char *data,
                 size_t size);
    /* Ask for input, and come back when there is some, or its end, or a reason to stop. */
    void (*want_input)(pkhost_vm *vm);
};
void streams_are_remote(const struct streams_remote *remote); /* once, before any run */
void streams_send(pkhost_vm *vm);                             /* all that is kept */

/* For PocketPy: in ZONE_ENGINE, of the current VM. */
void streams_write(int stream, const char *data, size_t size); /* enum pkhost_stream */
int streams_read_byte(void);                                   /* or -1: there are no more */

#pragma GCC visibility pop

#endif
