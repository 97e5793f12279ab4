/* kind.h -- memory, dialect and policy of VMs: what workers are made for. */
#ifndef PKHOST_CLIENT_KIND_H
#define PKHOST_CLIENT_KIND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#pragma GCC visibility push(hidden)

/* The same memory, dialect and policy have the same kind, as long as somebody holds it. */
struct kind {
    size_t memory;   /* bytes */
    int32_t dialect; /* enum pkhost_dialect */
    bool group;      /* a group's process, which begins without a VM */
    size_t policy_size;
    unsigned holders;
    struct kind *next;
    char policy[]; /* words, as pkhost_vm_new() takes them */
};

/* NULL: the host has no memory left. */
struct kind *kind_of(size_t memory, int32_t dialect, const char *policy, size_t policy_size);
/* That of all groups' processes. */
struct kind *kind_of_groups(void);
struct kind *kind_share(struct kind *kind);
void kind_free(struct kind **kind); /* NULL: nothing */

void kinds_before_fork(void);
void kinds_after_fork(void);

#pragma GCC visibility pop

#endif
