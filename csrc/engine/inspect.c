/* inspect.c -- a look at a run that is paused: where it is, and its variables. */
#include "internal.h"

#include <stdio.h>
#include <string.h>

/* The local variables that can leave the VM as they are, the others as the
 * name of their type.  In ZONE_ENGINE. */
static void write_locals(pkhost_vm *vm)
{
    VM *pk = region_vm(vm->region);
    const py_Frame *f = pk->top_frame;
    py_StackRef all = py_pushtmp();
    py_newdict(all);
    if (f != NULL && !f->is_locals_special) {
        c11__foreach(c11_smallmap_n2d_KV, &f->co->varnames_inv, entry) {
            py_TValue value = f->locals[entry->value];
            if (py_isnil(&value))
                continue;
            if (!values_write(vm, &vm->value, &value)) {
                py_clearexc(NULL);
                char text[96];
                snprintf(text, sizeof text, "<%.80s>", py_tpname(value.type));
                py_newstr(&value, text);
            }
            py_dict_setitem(all, py_name2ref(entry->key), &value);
        }
    }
    vm->has_value = values_write(vm, &vm->value, all);
    py_pop();
}

/* On the caller's thread; all that it did to the region is undone. */
int pkhost_vm_inspect(pkhost_vm *vm)
{
    pthread_mutex_lock(&vm->lock);
    image *before = NULL;
    if (!atomic_load(&vm->running) || !atomic_load(&vm->paused)
        || (before = image_take(vm->region, false)) == NULL) {
        pthread_mutex_unlock(&vm->lock);
        return PKHOST_NOT_RUNNING;
    }
    sigjmp_buf entry;
    memcpy(&entry, &vm->entry, sizeof entry);
    const int32_t stop = atomic_load(&vm->stop);
    text_clear(&vm->traceback);
    vm->has_value = false;
    pkhost_here = vm;
    pk_current_vm = region_vm(vm->region);
    faults_enter();
    if (sigsetjmp(vm->entry, 1) == 0) {
        vm->zone = ZONE_ENGINE;
        stop_note_place(vm);
        vm->region->steps_left = INT64_MAX;
        write_locals(vm);
    }
    vm->zone = ZONE_HOST;
    faults_leave();
    pk_current_vm = NULL;
    pkhost_here = NULL;
    image_restore(before, vm->region, true);
    image_free(before);
    memcpy(&vm->entry, &entry, sizeof entry);
    atomic_store(&vm->stop, stop);
    vm->abandoned = STOP_NONE;
    vm->outcome.traceback = vm->traceback.data;
    vm->outcome.traceback_size = vm->traceback.size;
    vm->outcome.has_value = vm->has_value;
    vm->outcome.value = vm->value.data;
    vm->outcome.value_size = vm->value.size;
    vm->traceback.size = 0;
    vm->has_value = false;
    pthread_mutex_unlock(&vm->lock);
    return PKHOST_DONE;
}
