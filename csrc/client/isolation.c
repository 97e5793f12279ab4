/* isolation.c -- the client as a whole: its beginning, forks, its end. */
#include "base/wakeup.h"
#include "client/attendants.h"
#include "client/life.h"
#include "client/process.h"
#include "client/run.h"

static int64_t saved_by; /* of the fork that is about to be */

static void lock(struct pkhost_isolated *vm)
{
    pthread_mutex_lock(&vm->lock);
    pthread_mutex_lock(&vm->streams.lock);
    if (!atomic_load(&vm->run.active))
        process_ask_before_fork(&vm->process, saved_by);
}

static void save(struct pkhost_isolated *vm)
{
    if (!atomic_load(&vm->run.active))
        process_before_fork(&vm->process, saved_by);
}

static void unlock(struct pkhost_isolated *vm)
{
    pthread_mutex_unlock(&vm->streams.lock);
    pthread_mutex_unlock(&vm->lock);
}

static void unlock_in_parent(struct pkhost_isolated *vm)
{
    process_after_fork_in_parent(&vm->process);
    unlock(vm);
}

static void unlock_in_child(struct pkhost_isolated *vm)
{
    process_after_fork_in_child(&vm->process);
    isolated_after_fork_in_child(vm);
    unlock(vm);
}

/* Every VM is between two steps, and saved; the child gets a socket of its own to the zygote
 * if there are VMs that need it.  The order of locks is in vm.h; a wakeup's comes last by
 * wakeups_expect_forks(). */
static void before_fork(void)
{
    isolated_lock_list();
    saved_by = process_expect_fork();
    isolated_visit(lock);
    isolated_visit(save);
    groups_before_fork();
    zygote_before_fork(isolated_any());
    kinds_before_fork();
}

static void after_fork_in_parent(void)
{
    kinds_after_fork();
    zygote_after_fork_in_parent();
    groups_after_fork();
    isolated_visit(unlock_in_parent);
    isolated_unlock_list();
}

static void after_fork_in_child(void)
{
    kinds_after_fork();
    zygote_after_fork_in_child();
    workers_after_fork_in_child();
    stock_after_fork_in_child();
    attendants_after_fork_in_child();
    client_unlock();
    groups_after_fork();
    isolated_visit(unlock_in_child);
    isolated_unlock_list();
}

static void expect_forks(void)
{
    wakeups_expect_forks();
    pthread_atfork(before_fork, after_fork_in_parent, after_fork_in_child);
}

void pkhost_isolation_use(const char *worker)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, expect_forks);
    client_lock();
    zygote_use(worker);
    client_unlock();
}

int pkhost_isolated_worker_count(void)
{
    client_lock();
    const unsigned count = workers_count();
    client_unlock();
    return (int)count;
}

static void interrupt(struct pkhost_isolated *vm) { pkhost_isolated_interrupt(vm); }

void pkhost_isolation_shutdown(void)
{
    attendants_close();
    isolated_lock_list();
    isolated_visit(interrupt); /* after this there are no new runs of ours */
    isolated_unlock_list();
    attendants_join();
    stock_close();
}
