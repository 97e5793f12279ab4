/* packed.h -- checks of what a worker has packed, before Python sees it.
 *
 * The host unpacks it with msgpack, which does as it is told: a head of an array makes
 * room for what it announces, an unknown extension becomes an object, a key that cannot be
 * hashed raises TypeError.  What the engine itself writes (border/values.c) is none of
 * that; what a worker writes that was taken over may be anything.  So only that is let
 * through which border/values.c could have written.
 */
#ifndef PKHOST_CLIENT_PACKED_H
#define PKHOST_CLIENT_PACKED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#pragma GCC visibility push(hidden)

/* One value, of a VM that has so much memory: that bounds what its items are charged with
 * (MESSAGEPACK_CHARGE). */
bool packed_value(const char *data, size_t size, uint64_t memory);
/* An array of values. */
bool packed_arguments(const char *data, size_t size, uint64_t memory);
/* Files: a map of names to contents, of so many bytes of both at most.  Nothing is none. */
bool packed_files(const char *data, size_t size, size_t most);
/* Variables, as pkhost_vm_inspect() gives them. */
bool packed_variables(const char *data, size_t size);
/* A traceback: see pkhost_outcome. */
bool packed_traceback(const char *data, size_t size);

#pragma GCC visibility pop

#endif
