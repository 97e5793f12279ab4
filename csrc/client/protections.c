/* protections.c -- what protects workers, for people: pkhost_isolation_protections(). */
#define _GNU_SOURCE
#include "client/isolated.h"
#include "client/zygote.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

/* The names that those of programs have: pkhost/programs/profiles.py. */
static const char *const names[WORKER_PROTECTIONS] = {
    [WORKER_NO_NEW_PRIVS] = "no_new_privs",
    [WORKER_UNPRIVILEGED] = "unprivileged",
    [WORKER_LANDLOCK] = "landlock",
    [WORKER_LANDLOCK_NETWORK] = "landlock_network",
    [WORKER_LANDLOCK_SCOPE] = "landlock_scope",
    [WORKER_SECCOMP] = "seccomp",
    [WORKER_PID_NAMESPACE] = "pid_namespace",
    [WORKER_MOUNT_NAMESPACE] = "mount_namespace",
    [WORKER_IPC_NAMESPACE] = "ipc_namespace",
    [WORKER_UTS_NAMESPACE] = "uts_namespace",
    [WORKER_NETWORK_NAMESPACE] = "network_namespace",
};

static bool is_namespace(enum worker_protection which) { return which >= WORKER_PID_NAMESPACE; }

/* What an errno means, as pkhost/programs/protections.py has it; NULL: what it says. */
static const char *meaning(enum worker_protection which, int error)
{
    if (is_namespace(which)) {
        switch (error) {
        case EPERM: return "this user may not make namespaces (a container's filter, or a sysctl)";
        case ENOSPC:
            return "the limit on user namespaces is reached or 0 (user.max_user_namespaces)";
        case EINVAL: return "the kernel was built without them";
        case ENOSYS: return "the kernel lacks the mount calls of Linux 5.12";
        default: return NULL;
        }
    }
    if (which == WORKER_LANDLOCK && error == ENOSYS)
        return "the kernel was built without Landlock";
    if (which == WORKER_LANDLOCK && error == EOPNOTSUPP)
        return "Landlock is switched off in this kernel (lsm= on its command line)";
    if (which == WORKER_LANDLOCK_NETWORK && error == ENOSYS)
        return "the kernel's Landlock is older than Linux 6.7";
    if (which == WORKER_LANDLOCK_SCOPE && error == ENOSYS)
        return "the kernel's Landlock is older than Linux 6.12";
    if (which == WORKER_SECCOMP && error == EINVAL)
        return "the kernel was built without seccomp filters";
    if (which == WORKER_UNPRIVILEGED && error == EPERM)
        return "root may not change its user here (CAP_SETUID is missing)";
    return NULL;
}

/* "on", or why not. */
static void describe(const struct greeting *greeting, enum worker_protection which, char *text,
                     size_t size)
{
    const int error = greeting->errors[which];
    const char *const hint = meaning(which, error);
    if (greeting->on & (1U << which))
        snprintf(text, size, "on");
    else if (error == 0)
        snprintf(text, size, "not used");
    else
        snprintf(text, size, "%s%s%s%s", hint == NULL ? "" : hint, hint == NULL ? "" : " (",
                 strerror(error), hint == NULL ? "" : ")");
}

size_t pkhost_isolation_protections(char *text, size_t size, char *message, size_t message_size)
{
    struct greeting greeting;
    size_t used = 0;

    client_lock();
    const struct zygote *const zygote = zygote_get(NULL, message, message_size);
    if (zygote != NULL)
        greeting = zygote->greeting;
    client_unlock();
    if (zygote == NULL)
        return 0;
    for (int which = 0; which < WORKER_PROTECTIONS; which++) {
        char state[200];
        describe(&greeting, (enum worker_protection)which, state, sizeof state);
        const size_t more = strlen(names[which]) + strlen(state) + 2;
        if (more > size - used) {
            snprintf(message, message_size, "there is no room for what protects scripts");
            return 0;
        }
        memcpy(text + used, names[which], strlen(names[which]) + 1);
        memcpy(text + used + strlen(names[which]) + 1, state, strlen(state) + 1);
        used += more;
    }
    return used;
}

uint64_t pkhost_isolation_zygote(void)
{
    client_lock();
    const struct zygote *const zygote = zygote_if_any();
    const uint64_t number = zygote == NULL ? 0 : zygote->process;
    client_unlock();
    return number;
}
