/* entropy.c -- the module _entropy of dialect "python": what os.urandom() gives, and with it secrets,
 * uuid4() and random.SystemRandom.  Generators that nobody seeds begin with it too.
 *
 *     take(size)      bytes; None in a deterministic run, where chance is its seed's
 *
 * It comes from the kernel each time.  Nothing of it is kept: a state in the VM would be the same in
 * all VMs that are made of one image.
 */
#include "python/entropy.h"

#include "base/current.h"
#include "interpose/arguments.h"
#include "memory/region.h"
#include "python/byte_values.h"
#include "stop/steps.h"
#include "stop/stop.h"
#include "stop/zone.h"

#include <errno.h>
#include <string.h>
#include <sys/random.h>

enum { PIECE = 256 }; /* getrandom() gives as many at once, whatever comes between */

bool entropy_take(void *to, size_t size)
{
    pkhost_vm *const vm = pkhost_here;
    if (vm->request.deterministic || pkhost_building)
        return false;
    for (char *at = to; size > 0;) {
        char piece[PIECE];
        const size_t wanted = size < PIECE ? size : PIECE;
        const int zone = zone_enter_host(vm);
        const ssize_t got = getrandom(piece, wanted, 0);
        const bool again = got < 0 && errno == EINTR;
        zone_return(vm, zone);
        if (got != (ssize_t)wanted && !again)
            return false;
        if (again)
            continue;
        memcpy(at, piece, wanted);
        at += wanted;
        size -= wanted;
    }
    return true;
}

static bool module_take(int argc, py_Ref argv)
{
    enum { BYTES_A_STEP = 64, BYTES_MOST = 1 << 30 };
    int64_t size;
    pkhost_vm *const vm = pkhost_here;
    if (!argument_count("take", argc, 1, 1) || !argument_as_int(&argv[0], &size))
        return false;
    if (size < 0)
        return ValueError("negative argument not allowed");
    if (size > BYTES_MOST)
        stop_abandon(vm, STOP_MEMORY);
    vm->region->steps_left -= size / BYTES_A_STEP;
    if (!step_take(vm))
        return false;
    if (!entropy_take(bytes_new(size), (size_t)size))
        py_newnone(py_retval());
    return true;
}

bool entropy_fill(py_GlobalRef module)
{
    py_bindfunc(module, "take", module_take);
    return true;
}
