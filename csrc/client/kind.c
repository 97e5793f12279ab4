/* kind.c -- what kind.h describes. */
#include "client/kind.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

/* Guards the list and `holders`.  The order of locks is in vm.h. */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct kind *all;

void kinds_before_fork(void) { pthread_mutex_lock(&lock); }
void kinds_after_fork(void) { pthread_mutex_unlock(&lock); }

static struct kind *find(bool group, size_t memory, int32_t dialect, const char *policy,
                         size_t policy_size)
{
    struct kind *kind;
    pthread_mutex_lock(&lock);
    for (kind = all; kind != NULL; kind = kind->next)
        if (kind->group == group && kind->memory == memory && kind->dialect == dialect
            && kind->policy_size == policy_size
            && (policy_size == 0 || memcmp(kind->policy, policy, policy_size) == 0))
            break;
    if (kind == NULL) {
        kind = malloc(sizeof *kind + policy_size);
        if (kind != NULL) {
            kind->group = group;
            kind->memory = memory;
            kind->dialect = dialect;
            kind->policy_size = policy_size;
            kind->holders = 0;
            if (policy_size != 0)
                memcpy(kind->policy, policy, policy_size);
            kind->next = all;
            all = kind;
        }
    }
    if (kind != NULL)
        kind->holders++;
    pthread_mutex_unlock(&lock);
    return kind;
}

struct kind *kind_of(size_t memory, int32_t dialect, const char *policy, size_t policy_size)
{
    return find(false, memory, dialect, policy, policy_size);
}

struct kind *kind_of_groups(void) { return find(true, 0, 0, NULL, 0); }

struct kind *kind_share(struct kind *kind)
{
    pthread_mutex_lock(&lock);
    kind->holders++;
    pthread_mutex_unlock(&lock);
    return kind;
}

void kind_free(struct kind **owner)
{
    struct kind *kind = *owner;
    *owner = NULL;
    if (kind == NULL)
        return;
    pthread_mutex_lock(&lock);
    if (--kind->holders != 0) {
        kind = NULL;
    } else {
        struct kind **at = &all;
        while (*at != kind)
            at = &(*at)->next;
        *at = kind->next;
    }
    pthread_mutex_unlock(&lock);
    free(kind);
}
