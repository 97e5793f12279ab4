/* filter.c - what filter.h describes. */
#include "confine/filter.h"

#include "confine/sys.h"

void filter_emit(struct filter *filter, uint16_t code, uint32_t value, uint8_t if_true,
                 uint8_t if_false)
{
    if (filter->length == MOST_INSTRUCTIONS) {
        filter->overflowed = true;
    } else {
        struct sock_filter *at = &filter->code[filter->length++];

        at->code = code;
        at->jt = if_true;
        at->jf = if_false;
        at->k = value;
    }
}

static void load(struct filter *filter, uint32_t offset)
{
    filter_emit(filter, BPF_LD | BPF_W | BPF_ABS, offset, 0, 0);
}

static void load_number(struct filter *filter) { load(filter, offsetof(struct seccomp_data, nr)); }

void filter_load_argument(struct filter *filter, uint32_t index)
{
    load(filter, (uint32_t)(offsetof(struct seccomp_data, args) + index * sizeof(uint64_t)));
}

void filter_begin(struct filter *filter)
{
    filter->length = 0;
    filter->overflowed = false;
    load(filter, offsetof(struct seccomp_data, arch));
    filter_answer_unless(filter, THIS_MACHINE, SECCOMP_RET_KILL_PROCESS);
    load_number(filter);
}

void filter_answer(struct filter *filter, uint32_t action)
{
    filter_emit(filter, BPF_RET | BPF_K, action, 0, 0);
}

void filter_answer_if(struct filter *filter, uint32_t value, uint32_t action)
{
    filter_emit(filter, BPF_JMP | BPF_JEQ | BPF_K, value, 0, 1);
    filter_answer(filter, action);
}

void filter_answer_if_any(struct filter *filter, uint32_t bits, uint32_t action)
{
    filter_emit(filter, BPF_JMP | BPF_JSET | BPF_K, bits, 0, 1);
    filter_answer(filter, action);
}

void filter_answer_unless(struct filter *filter, uint32_t value, uint32_t action)
{
    filter_emit(filter, BPF_JMP | BPF_JEQ | BPF_K, value, 1, 0);
    filter_answer(filter, action);
}

uint16_t filter_begin_call(struct filter *filter, uint32_t call)
{
    filter_emit(filter, BPF_JMP | BPF_JEQ | BPF_K, call, 0, 0);
    return filter->length;
}

void filter_end_call(struct filter *filter, uint16_t begun)
{
    filter_answer(filter, SECCOMP_RET_ALLOW);
    filter->code[begun - 1].jf = (uint8_t)(filter->length - begun);
}

long filter_install(const struct filter *filter, unsigned flags)
{
    const struct sock_fprog program = { filter->length, (struct sock_filter *)filter->code };

    if (filter->overflowed)
        return -E2BIG;
    if (flags == 0) /* also on kernels that do not know seccomp() */
        return sys_prctl(22 /* PR_SET_SECCOMP */, SECCOMP_MODE_FILTER, (unsigned long)&program, 0,
                         0);
    return SYS3(__NR_seccomp, SECCOMP_SET_MODE_FILTER, flags, &program);
}
