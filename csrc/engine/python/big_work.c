/* big_work.c -- what the files with algorithms of large ints share. */
#include "python/big_work.h"

#include "base/current.h"
#include "python/arithmetic.h"
#include "stop/steps.h"

/* Of how much work (products of two limbs, or limbs that are gone through) is one step. */
enum { WORK_PER_STEP = 256 };

bool integer_charge(uint64_t work)
{
    pkhost_vm *const vm = pkhost_here;
    const uint64_t steps = work / WORK_PER_STEP;
    if (steps == 0)
        return true;
    vm->region->steps_left -= (int64_t)(steps - 1);
    return step_take(vm);
}

bool integer_raise_stop(void)
{
    step_take(pkhost_here);
    return false;
}

bool integer_too_large(void) { return memory_error("the integer is too large"); }

limb *integer_take(size_t limbs) { return pkhost_libc_malloc((limbs + 1) * sizeof(limb)); }
