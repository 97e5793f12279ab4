/* stack.c -- the C stack that this thread runs on, and how much of it is left. */
#define _GNU_SOURCE
#include "base/stack.h"

#include "base/page.h"

#include <pthread.h>

enum {
    STACK_LOW = 512 << 10, /* what native code must find below a script's frame */
    STACK_END = 64 << 10,  /* what our own code needs in ZONE_HOST */
};

static _Thread_local char *stack_low __attribute__((tls_model("initial-exec")));
static _Thread_local char *stack_bottom __attribute__((tls_model("initial-exec")));
static _Thread_local size_t stack_size __attribute__((tls_model("initial-exec")));

bool stack_is_low(void)
{
    return stack_low != NULL && (char *)__builtin_frame_address(0) < stack_low;
}

bool stack_is_at_its_end(void)
{
    return stack_bottom != NULL && (char *)__builtin_frame_address(0) < stack_bottom + STACK_END;
}

bool stack_guard_has(const void *address)
{
    const char *a = address;
    /* A large frame may step over the first page of the guard. */
    return stack_bottom != NULL && a < stack_bottom + PAGE && a >= stack_bottom - STACK_GUARD_SIZE;
}

/* A run that can pause has a stack of its own. */
void stack_use(char *bottom, size_t size)
{
    static _Thread_local char *own __attribute__((tls_model("initial-exec")));
    static _Thread_local size_t own_size __attribute__((tls_model("initial-exec")));
    if (bottom != NULL) {
        own = stack_bottom;
        own_size = stack_size;
    } else {
        bottom = own;
        size = own_size;
    }
    stack_bottom = bottom;
    stack_size = size;
    stack_low = bottom == NULL ? NULL : bottom + STACK_LOW;
}

/* The script begins here.  How deep its native code may go is counted from
 * this frame on, so that it is the same on every stack. */
char *stack_limit_here(void)
{
    enum { DEPTH = STACK_SIZE - STACK_LOW - (256 << 10) }; /* the rest: what is above this frame */
    char *low = (char *)__builtin_frame_address(0) - DEPTH;
    if (stack_bottom != NULL && low > stack_bottom + STACK_LOW)
        stack_low = low;
    return stack_low;
}

void stack_set_limit(char *low) { stack_low = low; }

/* AddressSanitizer marks the surroundings of the locals in every frame, and
 * cannot clear the marks of frames that a jump leaves, unless it is made on
 * the stack that the thread was born with. */
#ifdef __SANITIZE_ADDRESS__
void __asan_unpoison_memory_region(const volatile void *start, size_t size);

void stack_forget_frames(void)
{
    enum { HANDLERS = 1 << 15 }; /* what ours use of the alternate stack, at most */
    if (stack_bottom != NULL)
        __asan_unpoison_memory_region(stack_bottom, stack_size);
    __asan_unpoison_memory_region(__builtin_frame_address(0), HANDLERS);
}
#endif

void stack_find(void)
{
    pthread_attr_t attributes;
    void *base;
    size_t size;
    if (pthread_getattr_np(pthread_self(), &attributes) != 0)
        return;
    if (pthread_attr_getstack(&attributes, &base, &size) == 0) {
        stack_bottom = base;
        stack_size = size;
        stack_low = (char *)base + STACK_LOW;
    }
    pthread_attr_destroy(&attributes);
}
