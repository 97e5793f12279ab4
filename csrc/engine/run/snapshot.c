/* snapshot.c -- copies of a VM between runs. */
#include "run/snapshot.h"

#include "memory/image.h"
#include "run/life.h"

#include <stdlib.h>

int pkhost_vm_rebase(pkhost_vm *vm)
{
    int answer = PKHOST_BUSY;
    pthread_mutex_lock(&vm->lock);
    if (!atomic_load(&vm->run.active)) {
        life_clean(vm);
        image *now = image_take(vm->region, true);
        answer = PKHOST_NO_MEMORY;
        if (now != NULL) {
            image_free(vm->image);
            vm->image = now;
            answer = PKHOST_DONE;
        }
    }
    pthread_mutex_unlock(&vm->lock);
    return answer;
}

bool snapshot_send(pkhost_vm *vm, const image_sink *sink)
{
    pthread_mutex_lock(&vm->lock);
    life_clean(vm);
    const bool sent = image_send(sink, vm->region);
    pthread_mutex_unlock(&vm->lock);
    return sent;
}

int snapshot_put(pkhost_vm *vm, const image_source *source, size_t size)
{
    pthread_mutex_lock(&vm->lock);
    life_clean(vm);
    const enum image_answer answer = image_restore_from(source, size, vm->region);
    pthread_mutex_unlock(&vm->lock);
    return answer == IMAGE_PUT         ? PKHOST_DONE
           : answer == IMAGE_NO_MEMORY ? PKHOST_NO_MEMORY
                                       : PKHOST_OTHER_VM;
}

bool snapshot_adopt(pkhost_vm *vm, void *bytes, size_t size)
{
    image *const to = image_adopt(bytes, size, vm->region);
    if (to == NULL)
        return false;
    pthread_mutex_lock(&vm->lock);
    life_put_back(vm, to, vm->life.must_restore);
    image_free(vm->image);
    vm->image = to;
    pthread_mutex_unlock(&vm->lock);
    return true;
}

struct pkhost_snapshot {
    uint64_t of; /* the VM's number */
    image *image;
};

int pkhost_snapshot_take(pkhost_snapshot **snapshot, pkhost_vm *vm)
{
    pkhost_snapshot *s = malloc(sizeof *s);
    int answer = PKHOST_BUSY;
    image *now = NULL;
    pthread_mutex_lock(&vm->lock);
    if (!atomic_load(&vm->run.active)) {
        life_clean(vm);
        now = s == NULL ? NULL : image_take(vm->region, false);
        answer = now == NULL ? PKHOST_NO_MEMORY : PKHOST_DONE;
    }
    pthread_mutex_unlock(&vm->lock);
    if (answer == PKHOST_DONE) {
        *s = (pkhost_snapshot){ vm->number, now };
        *snapshot = s;
    } else {
        free(s);
    }
    return answer;
}

int pkhost_snapshot_restore(pkhost_snapshot *s, pkhost_vm *vm)
{
    int answer = PKHOST_BUSY;
    if (s->of != vm->number)
        return PKHOST_OTHER_VM;
    pthread_mutex_lock(&vm->lock);
    if (!atomic_load(&vm->run.active)) {
        life_put_back(vm, s->image, vm->life.must_restore);
        answer = PKHOST_DONE;
    }
    pthread_mutex_unlock(&vm->lock);
    return answer;
}

size_t pkhost_snapshot_size(const pkhost_snapshot *s) { return image_size(s->image); }

void pkhost_snapshot_free(pkhost_snapshot **snapshot)
{
    pkhost_snapshot *s = *snapshot;
    *snapshot = NULL;
    if (s != NULL)
        image_free(s->image);
    free(s);
}
