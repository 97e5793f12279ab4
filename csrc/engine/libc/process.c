/* process.c -- the ends of a process, as PocketPy sees them: ends of the
 * run.  And what it may not do at all.
 */
#define _GNU_SOURCE
#include "base/current.h"
#include "base/macros.h"
#include "base/stack.h"
#include "stop/stop.h"
#include "stop/zone.h"

#include <string.h>

void pkhost_note_refusal(const char *name);

/* The refused functions (made from libc/libc.table) tell their name; the last one
 * is kept, for a message that says what a script tried. */
static _Thread_local const char *refused;
EXPORT void pkhost_note_refusal(const char *name) { refused = name; }

static _Noreturn void give_up(const char *why)
{
    pkhost_vm *vm = pkhost_here;
    if (vm == NULL)
        __builtin_trap(); /* not PocketPy's: a mistake of ours */
    stop_crash(vm, "%s", why);
}

_Noreturn void pkhost_libc_abort(void);
EXPORT _Noreturn void pkhost_libc_abort(void)
{
    if (pkhost_here != NULL && pkhost_here->checks.compile_abort != NULL) {
        stack_forget_frames();
        longjmp(*pkhost_here->checks.compile_abort, 1);
    }
    if (pkhost_here != NULL)
        pkhost_here->stop.aborted = true;
    give_up("abort");
}

_Noreturn void pkhost_libc___stack_chk_fail(void);
EXPORT _Noreturn void pkhost_libc___stack_chk_fail(void)
{
    give_up("a buffer on the stack overflowed");
}

_Noreturn void pkhost_libc___chk_fail(void);
EXPORT _Noreturn void pkhost_libc___chk_fail(void) { give_up("a buffer overflowed"); }

_Noreturn void pkhost_libc___assert_fail(const char *, const char *, unsigned, const char *);
EXPORT _Noreturn void pkhost_libc___assert_fail(const char *condition, const char *file,
                                                unsigned line, const char *function)
{
    (void)file, (void)line;
    pkhost_vm *vm = pkhost_here;
    if (vm != NULL)
        stop_crash(vm, "assertion failed in %s: %s", function ? function : "?", condition);
    __builtin_trap();
}

_Noreturn void pkhost_libc_exit(int code);
EXPORT _Noreturn void pkhost_libc_exit(int code)
{
    if (pkhost_here == NULL)
        __builtin_trap();
    stop_exit(pkhost_here, code);
}

_Noreturn void pkhost_libc__exit(int code);
EXPORT _Noreturn void pkhost_libc__exit(int code) { pkhost_libc_exit(code); }
