/* filter.h - how a filter of system calls is put together: instructions for the kernel's
 * packet filter (BPF), which runs them before each call and does what they answer.
 *
 * A filter is built from its first instruction on.  The functions below append to it; when
 * there is no room left they only say so, in `overflowed`.  Which calls a filter is about
 * is the business of its owner: the launcher's refuses some (protections/filter.c), the
 * worker's allows a few (worker/allow_list.c). */
#ifndef PKHOST_CONFINE_FILTER_H
#define PKHOST_CONFINE_FILTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>

#if defined(__x86_64__)
#define THIS_MACHINE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define THIS_MACHINE AUDIT_ARCH_AARCH64
#endif

#ifndef MOST_INSTRUCTIONS /* a test makes it too few */
#define MOST_INSTRUCTIONS 512
#endif

struct filter {
    struct sock_filter code[MOST_INSTRUCTIONS];
    uint16_t length;
    bool overflowed;
};

/* The answer that lets a call fail with an errno. */
#define FILTER_ERROR(error) (SECCOMP_RET_ERRNO | (error))

/* Append one instruction; the jumps are numbers of instructions to skip. */
void filter_emit(struct filter *filter, uint16_t code, uint32_t value, uint8_t if_true,
                 uint8_t if_false);

/* Begin: a call by another machine's numbers (32-bit calls of a 64-bit process) ends the
 * process; then the number is loaded. */
void filter_begin(struct filter *filter);

/* Load the low half of an argument. */
void filter_load_argument(struct filter *filter, uint32_t index);

/* Answer, whatever is loaded. */
void filter_answer(struct filter *filter, uint32_t action);

/* Answer if what is loaded is equal, has any of the bits, or is not equal. */
void filter_answer_if(struct filter *filter, uint32_t value, uint32_t action);
void filter_answer_if_any(struct filter *filter, uint32_t bits, uint32_t action);
void filter_answer_unless(struct filter *filter, uint32_t value, uint32_t action);

/* Checks on the arguments of one call stand between these two, which return and take where
 * they begin.  Other calls pass over them; one that passes the checks is allowed. */
uint16_t filter_begin_call(struct filter *filter, uint32_t call);
void filter_end_call(struct filter *filter, uint16_t begun);

/* Install it for the calling thread and all that it forks and starts, with flags of
 * seccomp().  Needs no_new_privs, or the right to do without.  Returns what the kernel
 * returns; -E2BIG for a filter that has overflowed. */
long filter_install(const struct filter *filter, unsigned flags);

#endif
