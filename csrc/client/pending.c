/* pending.c -- what isolated VMs cannot do yet.  Each function goes from here when it is written;
 * until then it refuses. */
#include "client/isolated.h"
#include "client/zygote.h"

#include <stdio.h>
#include <stddef.h>

void pkhost_isolation_use(const char *worker)
{
    client_lock();
    zygote_use(worker);
    client_unlock();
}

size_t pkhost_isolation_protections(char *text, size_t size, char *message, size_t message_size)
{
    (void)text;
    (void)size;
    snprintf(message, message_size, "isolated VMs are not yet there");
    return 0;
}

int pkhost_isolated_worker_count(void) { return 0; }

void pkhost_isolation_shutdown(void) {}
