/* snapshot.h -- copies of a VM between runs, for another process. */
#ifndef PKHOST_RUN_SNAPSHOT_H
#define PKHOST_RUN_SNAPSHOT_H

#include "base/vm.h"
#include "memory/image.h"

#pragma GCC visibility push(hidden)

/* Of a VM that has no run.  The VM as it is now: to be freed with image_free(); NULL: there
 * is no memory left. */
image *snapshot_image(pkhost_vm *vm);

/* Put it back to an image (image_adopt() says what `bytes` has to be), and, with `rebase`, take
 * that for what it is when new.  The mapping is the VM's then, or is gone.  False: the bytes
 * are no image of it, and still the caller's. */
bool snapshot_put(pkhost_vm *vm, void *bytes, size_t size, bool rebase);

#pragma GCC visibility pop

#endif
