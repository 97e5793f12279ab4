/* snapshot.h -- copies of a VM between runs, for another process. */
#ifndef PKHOST_RUN_SNAPSHOT_H
#define PKHOST_RUN_SNAPSHOT_H

#include "base/vm.h"
#include "memory/image.h"

#pragma GCC visibility push(hidden)

/* Of a VM that has no run.  Give the bytes of an image of it as it is now; false: there is no
 * memory left, and nothing was given. */
bool snapshot_send(pkhost_vm *vm, const image_sink *sink);

/* Put it back to an image that comes from elsewhere: PKHOST_DONE, PKHOST_NO_MEMORY, or
 * PKHOST_OTHER_VM if it is none of this VM. */
int snapshot_put(pkhost_vm *vm, const image_source *source, size_t size);

/* Put it back to an image, and take that for what it is when new.  image_adopt() says what
 * `bytes` has to be; they are the VM's then.  False: they are no image of this VM, and
 * still the caller's. */
bool snapshot_adopt(pkhost_vm *vm, void *bytes, size_t size);

#pragma GCC visibility pop

#endif
